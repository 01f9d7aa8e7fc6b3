using CleanAuth.Domain.Auditing;

namespace CleanAuth.Domain.Sessions;

public static class SessionEndExtensions
{
    /// <summary>The security event of one session that ends for this reason.</summary>
    public static SecurityEventKind EventOfOne(this SessionEnd reason) => reason switch
    {
        SessionEnd.Logout => SecurityEventKind.LoggedOut,
        SessionEnd.ReuseDetected => SecurityEventKind.ReuseDetected,
        _ => SecurityEventKind.SessionEnded,
    };

    /// <summary>
    /// The security event when a change of the account ends all its sessions. Null for the other changes: each has an event of its own, of
    /// which the end of the sessions is only a consequence.
    /// </summary>
    public static SecurityEventKind? EventOfAll(this SessionEnd reason) =>
        reason == SessionEnd.PasswordChanged ? SecurityEventKind.PasswordChanged : null;

    /// <summary>Whether an attacker may have opened the sessions that ended for this reason, so that their devices are not the owner's.</summary>
    public static bool SuspectsAttacker(this SessionEnd reason) =>
        reason is SessionEnd.AccountSecured or SessionEnd.EmailRestored or SessionEnd.Reported;
}
