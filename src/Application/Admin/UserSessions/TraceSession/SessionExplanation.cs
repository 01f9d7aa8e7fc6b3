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
            return "Signed out: all sessions of the account were ended since they logged in, or its password was changed.";
        }

        return stored.IsLive(owner, now) ? OfLive(token, now) : OfExpired(session, now);
    }

    private static string OfEnd(SessionEndReason reason) => reason switch
    {
        SessionEndReason.Logout => "Signed out: they logged out.",
        SessionEndReason.ReuseDetected =>
            "Signed out: a refresh token came again after its use, so two parties had it and the session was ended for safety.",
        SessionEndReason.PasswordChanged => "Signed out: the password was changed, which ends all sessions.",
        SessionEndReason.EmailRestored => "Signed out: a change of the address was taken back from the earlier one, which ends all sessions.",
        SessionEndReason.AccountSecured => "Signed out: somebody proved for the first time that the address is theirs, which ends all earlier sessions.",
        SessionEndReason.Deactivated => "Signed out: the account was deactivated, which ends all sessions.",
        SessionEndReason.Deleted => "Signed out: the account was deleted.",
        SessionEndReason.RevokedByUser => "Signed out: they ended the session themselves in the list of their sessions.",
        SessionEndReason.RevokedByAdmin => "Signed out: somebody on the staff ended the session.",
        SessionEndReason.Reported => "Signed out: the owner reported the session as a stranger's.",
        SessionEndReason.LimitReached => "Signed out: they logged in so often that this session, the least recently used one, was ended.",
        SessionEndReason.Expired => "Signed out: the session reached the age at which every session ends.",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    private static string OfLive(RefreshToken? token, DateTimeOffset now) => token switch
    {
        null => "Still signed in.",
        { ConsumedAt: not null } => "Still signed in: this refresh token was exchanged for the next, and will end the session if it comes again.",
        _ when !token.IsLive(now) => "Still signed in: this refresh token has expired, another one of the session has not.",
        _ => "Still signed in: this refresh token has not been used.",
    };

    private static string OfExpired(Session session, DateTimeOffset now) => now >= session.ExpiresAt
        ? OfEnd(SessionEndReason.Expired)
        : "Signed out: the session was not used for so long that its refresh token expired.";
}
