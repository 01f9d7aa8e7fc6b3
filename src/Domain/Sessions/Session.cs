using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Domain.Sessions;

/// <summary>What one login opened: the chain of refresh tokens that descend from it, and the access tokens they buy.</summary>
public sealed class Session
{
    private Session()
    {
        // for EF Core
    }

    /// <summary>The <c>sid</c> claim.</summary>
    public Guid Id { get; private set; }

    public Guid UserId { get; private set; }

    /// <summary>The <see cref="User.SessionEpoch"/> that it belongs to; the session has ended once the account's has grown.</summary>
    public int Epoch { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    public DateTimeOffset LastUsedAt { get; private set; }

    /// <summary>When it ends however often it is refreshed.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>The network that opened it, as the service saw it.</summary>
    public string? Network { get; private set; }

    /// <summary>The user agent that opened it, as it called itself.</summary>
    public string? UserAgent { get; private set; }

    /// <summary>Whether it is one of the admin's pages, which has no tokens.</summary>
    public bool IsAdmin { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public SessionEnd? EndReason { get; private set; }

    public static Session Open(User user, TimeSpan lifetime, string? network, string? userAgent, DateTimeOffset now) => new()
    {
        Id = RandomId.Create(),
        UserId = user.Id,
        Epoch = user.SessionEpoch,
        OpenedAt = now,
        LastUsedAt = now,
        ExpiresAt = now + lifetime,
        Network = network,
        UserAgent = userAgent,
    };

    /// <summary>A session of the admin's pages.</summary>
    public static Session OpenAdmin(User user, TimeSpan lifetime, string? network, string? userAgent, DateTimeOffset now)
    {
        Session session = Open(user, lifetime, network, userAgent, now);
        session.IsAdmin = true;
        return session;
    }

    /// <summary>A refresh token of this session, which never outlives it.</summary>
    public RefreshToken IssueRefreshToken(TimeSpan lifetime, DateTimeOffset now) =>
        RefreshToken.Issue(UserId, Id, now, Earlier(now + lifetime, ExpiresAt));

    public void End(SessionEnd reason, DateTimeOffset now)
    {
        EndedAt = now;
        EndReason = reason;
    }

    /// <summary>Notes that the owner did not open it. A stranger may have logged out before, so that the reason replaces another.</summary>
    public void Report(DateTimeOffset now)
    {
        EndedAt ??= now;
        EndReason = SessionEnd.Reported;
    }

    /// <summary>Once a minute is enough to know when a session was used, and keeps most uses free of writes.</summary>
    public bool IsDueToBeTouched(DateTimeOffset now) => now - LastUsedAt >= TimeSpan.FromMinutes(1);

    /// <summary>Keeps this session when all others of its account are ended.</summary>
    public void Keep(User user) => Epoch = user.SessionEpoch;

    /// <summary>Whether it has been ended, for ever, by itself or with all sessions of its account.</summary>
    public bool IsEnded(User user) => EndedAt is not null || Epoch != user.SessionEpoch || !user.IsActive;

    public bool IsLive(User user, DateTimeOffset now) => !IsEnded(user) && now < ExpiresAt;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
