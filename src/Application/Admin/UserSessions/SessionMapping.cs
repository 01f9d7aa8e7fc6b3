using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.Admin.UserSessions;

/// <summary>Maps sessions and refresh tokens to what staff see.</summary>
internal static class SessionMapping
{
    public static UserSessionDto Describe(this RememberedSession remembered, User owner, DateTimeOffset now)
    {
        Session session = remembered.Session;
        return new UserSessionDto(
            session.Id,
            session.UserId,
            remembered.StateOf(owner, now),
            session.IsAdmin,
            session.OpenedAt,
            session.LastUsedAt,
            session.ExpiresAt,
            session.EndedAt,
            session.EndReason is { } reason ? WireName.Of(reason) : null,
            session.Network,
            session.UserAgent);
    }

    public static RefreshTokenDto Describe(this RememberedToken remembered, User owner, DateTimeOffset now)
    {
        RefreshToken token = remembered.Token;
        return new RefreshTokenDto(
            token.Id,
            token.SessionId,
            remembered.StateOf(owner, now),
            token.IssuedAt,
            token.ExpiresAt,
            token.ConsumedAt);
    }

    /// <summary>Whether the owner is still logged in by the session.</summary>
    public static bool IsLive(this RememberedSession remembered, User owner, DateTimeOffset now) =>
        remembered.Session.IsLive(owner, now)
        && (remembered.Session.IsAdmin || remembered.HasLiveToken);

    private static string StateOf(this RememberedSession remembered, User owner, DateTimeOffset now)
    {
        if (remembered.IsLive(owner, now))
        {
            return "live";
        }

        return remembered.Session.IsEnded(owner) ? "ended" : "expired";
    }

    // The state of the token itself comes first; an ended session blacklists its other tokens.
    private static string StateOf(this RememberedToken remembered, User owner, DateTimeOffset now) => remembered.Token switch
    {
        { ConsumedAt: not null } => "consumed",
        _ when remembered.Session.IsEnded(owner) => "blacklisted",
        var token when token.IsLive(now) => "outstanding",
        _ => "expired",
    };
}
