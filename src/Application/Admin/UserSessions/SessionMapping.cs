using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.Admin.UserSessions;

/// <summary>Maps sessions and refresh tokens to what staff see.</summary>
internal static class SessionMapping
{
    public static UserSessionDto ToDto(this StoredSession stored, User owner, DateTimeOffset now)
    {
        Session session = stored.Session;
        return new UserSessionDto(
            session.Id,
            session.UserId,
            stored.StateOf(owner, now),
            session.IsAdmin,
            session.OpenedAt,
            session.LastUsedAt,
            session.ExpiresAt,
            session.EndedAt,
            session.EndReason is { } reason ? WireName.Of(reason) : null,
            session.Network,
            session.UserAgent);
    }

    public static RefreshTokenDto ToDto(this StoredRefreshToken stored, User owner, DateTimeOffset now)
    {
        RefreshToken token = stored.Token;
        return new RefreshTokenDto(
            token.Id,
            token.SessionId,
            stored.StateOf(owner, now),
            token.IssuedAt,
            token.ExpiresAt,
            token.ConsumedAt);
    }

    /// <summary>
    /// Whether the session can be used: it is live, and it has a live refresh token unless it is a session of the admin pages.
    /// </summary>
    public static bool CanBeUsed(this StoredSession stored, User owner, DateTimeOffset now) =>
        stored.Session.IsLive(owner, now)
        && (stored.Session.IsAdmin || stored.HasLiveToken);

    private static string StateOf(this StoredSession stored, User owner, DateTimeOffset now)
    {
        if (stored.CanBeUsed(owner, now))
        {
            return "live";
        }

        return stored.Session.IsEnded(owner) ? "ended" : "expired";
    }

    // A consumed token stays consumed after its session ends; the other tokens of the session are then blacklisted.
    private static string StateOf(this StoredRefreshToken stored, User owner, DateTimeOffset now) => stored.Token switch
    {
        { ConsumedAt: not null } => "consumed",
        _ when stored.Session.IsEnded(owner) => "blacklisted",
        var token when token.IsLive(now) => "outstanding",
        _ => "expired",
    };
}
