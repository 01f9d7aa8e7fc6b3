using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Domain.Sessions;

/// <summary>The result of one login: a chain of refresh tokens, and the access tokens that they are exchanged for.</summary>
public sealed class Session
{
    private Session()
    {
        // for EF Core
    }

    /// <summary>The <c>sid</c> claim.</summary>
    public Guid Id { get; private set; }

    public Guid UserId { get; private set; }

    /// <summary>The <see cref="User.SessionEpoch"/> at login. The session has ended once the account has a higher one.</summary>
    public int Epoch { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    public DateTimeOffset LastUsedAt { get; private set; }

    /// <summary>When the session expires, however often it is refreshed.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>The network of the login, as the service saw it.</summary>
    public string? Network { get; private set; }

    /// <summary>The <c>User-Agent</c> of the login.</summary>
    public string? UserAgent { get; private set; }

    /// <summary>Whether this is a session of the admin pages, which has no tokens.</summary>
    public bool IsAdmin { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public SessionEndReason? EndReason { get; private set; }

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

    /// <summary>Opens a session of the admin pages.</summary>
    public static Session OpenAdmin(User user, TimeSpan lifetime, string? network, string? userAgent, DateTimeOffset now)
    {
        Session session = Open(user, lifetime, network, userAgent, now);
        session.IsAdmin = true;
        return session;
    }

    /// <summary>Returns a new refresh token, which expires no later than this session.</summary>
    public RefreshToken IssueRefreshToken(TimeSpan lifetime, DateTimeOffset now) =>
        RefreshToken.Issue(UserId, Id, now, Earlier(now + lifetime, ExpiresAt));

    public void End(SessionEndReason reason, DateTimeOffset now)
    {
        EndedAt = now;
        EndReason = reason;
    }

    /// <summary>
    /// Records that the owner reported the session. This replaces an earlier reason, because the attacker may have logged out already.
    /// </summary>
    public void Report(DateTimeOffset now)
    {
        EndedAt ??= now;
        EndReason = SessionEndReason.Reported;
    }

    /// <summary>Whether to store the time of this use. Storing it once a minute is precise enough and saves most writes.</summary>
    public bool NeedsTouch(DateTimeOffset now) => now - LastUsedAt >= TimeSpan.FromMinutes(1);

    /// <summary>Keeps this session live when all others of its account end.</summary>
    public void Keep(User user) => Epoch = user.SessionEpoch;

    /// <summary>Whether the session was ended, alone or with all sessions of its account. An expired session need not be ended.</summary>
    public bool IsEnded(User user) => EndedAt is not null || Epoch != user.SessionEpoch || !user.IsActive;

    public bool IsLive(User user, DateTimeOffset now) => !IsEnded(user) && now < ExpiresAt;

    private static DateTimeOffset Earlier(DateTimeOffset first, DateTimeOffset second) => first < second ? first : second;
}
