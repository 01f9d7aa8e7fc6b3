using CleanAuth.Domain.Auditing;

namespace CleanAuth.Domain.Sessions;

public static class SessionEndReasonExtensions
{
    /// <summary>Returns the event to record when one session ends for this reason.</summary>
    public static SecurityEventKind EventOfSession(this SessionEndReason reason) => reason switch
    {
        SessionEndReason.Logout => SecurityEventKind.LoggedOut,
        SessionEndReason.ReuseDetected => SecurityEventKind.ReuseDetected,
        _ => SecurityEventKind.SessionEnded,
    };

    /// <summary>
    /// Returns the event to record when all sessions of an account end for this reason. Null if the change that ends them records an
    /// event itself.
    /// </summary>
    public static SecurityEventKind? EventOfAllSessions(this SessionEndReason reason) =>
        reason == SessionEndReason.PasswordChanged ? SecurityEventKind.PasswordChanged : null;

    /// <summary>
    /// Whether an attacker may have opened the sessions that ended for this reason. Their devices do not count as devices of the owner.
    /// </summary>
    public static bool SuspectsAttacker(this SessionEndReason reason) =>
        reason is SessionEndReason.AccountSecured or SessionEndReason.EmailRestored or SessionEndReason.Reported;
}
