using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.Admin.UserSessions.TraceSession;

/// <summary>Explains in one sentence why the owner of a session is logged out.</summary>
internal static class SessionExplanation
{
    public static string Of(StoredSession stored, RefreshToken? token, User owner, DateTimeOffset now)
    {
        Session session = stored.Session;
        if (session.EndReason is { } reason)
        {
            return OfEnd(reason);
        }

        if (!owner.IsActive)
        {
            return OfEnd(SessionEndReason.Deactivated);
        }

        if (session.IsEnded(owner))
        {
            return "Logged out: after this login, all sessions of the account were ended or its password was changed.";
        }

        return stored.CanBeUsed(owner, now) ? OfLive(token, now) : OfExpired(session, now);
    }

    private static string OfEnd(SessionEndReason reason) => reason switch
    {
        SessionEndReason.Logout => "Logged out: the owner logged out.",
        SessionEndReason.ReuseDetected =>
            "Logged out: a used refresh token was presented again. Two parties had it, so the session was ended.",
        SessionEndReason.PasswordChanged => "Logged out: the password was changed, which ends all sessions.",
        SessionEndReason.EmailRestored => "Logged out: an email change was undone from the previous address, which ends all sessions.",
        SessionEndReason.AccountSecured => "Logged out: the address was proven for the first time, which ends all earlier sessions.",
        SessionEndReason.Deactivated => "Logged out: the account was deactivated, which ends all sessions.",
        SessionEndReason.Deleted => "Logged out: the account was deleted.",
        SessionEndReason.RevokedByUser => "Logged out: the owner ended the session in their list of sessions.",
        SessionEndReason.RevokedByAdmin => "Logged out: a member of staff ended the session.",
        SessionEndReason.Reported => "Logged out: the owner reported that the session is not theirs.",
        SessionEndReason.LimitReached =>
            "Logged out: a later login exceeded the session limit, and this session was the least recently used one.",
        SessionEndReason.Expired => "Logged out: the session reached its maximum lifetime.",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    private static string OfLive(RefreshToken? token, DateTimeOffset now) => token switch
    {
        null => "Still logged in.",
        { ConsumedAt: not null } =>
            "Still logged in: this refresh token was exchanged for its successor. Presented again after the leeway, it ends the session.",
        _ when !token.IsLive(now) => "Still logged in: this refresh token has expired, but another one of the session has not.",
        _ => "Still logged in: this refresh token has not been used.",
    };

    private static string OfExpired(Session session, DateTimeOffset now) => now >= session.ExpiresAt
        ? OfEnd(SessionEndReason.Expired)
        : "Logged out: the refresh token expired unused.";
}
