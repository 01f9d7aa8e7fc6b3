using CleanAuth.Domain.Auditing;

namespace CleanAuth.Domain.Sessions;

public static class SessionEndReasonExtensions
{
    /// <summary>The security event of one session that ends for this reason.</summary>
    public static SecurityEventKind EventOfSession(this SessionEndReason reason) => reason switch
    {
        SessionEndReason.Logout => SecurityEventKind.LoggedOut,
        SessionEndReason.ReuseDetected => SecurityEventKind.ReuseDetected,
        _ => SecurityEventKind.SessionEnded,
    };

    /// <summary>
    /// The security event when a change of the account ends all its sessions. Null for the other changes: each has an event of its own, of
    /// which the end of the sessions is only a consequence.
    /// </summary>
    public static SecurityEventKind? EventOfAllSessions(this SessionEndReason reason) =>
        reason == SessionEndReason.PasswordChanged ? SecurityEventKind.PasswordChanged : null;

    /// <summary>Whether an attacker may have opened the sessions that ended for this reason, so that their devices are not the owner's.</summary>
    public static bool SuspectsAttacker(this SessionEndReason reason) =>
        reason is SessionEndReason.AccountSecured or SessionEndReason.EmailRestored or SessionEndReason.Reported;
}
