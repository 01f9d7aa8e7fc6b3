namespace CleanAuth.Domain.Auditing;

public enum SecurityEventKind
{
    Registered,
    LoggedIn,
    LoginFailed,

    /// <summary>So many logins failed that further ones from the network, or from all unknown networks, are refused for a while.</summary>
    LoginsThrottled,

    /// <summary>A refresh token was presented again within the leeway and returned the same successor.</summary>
    RefreshRepeated,
    ReuseDetected,
    LoggedOut,
    SessionEnded,

    /// <summary>All sessions of the account were ended, possibly except the one that requested it.</summary>
    SessionsEnded,
    PasswordChanged,

    /// <summary>The owner proved that they read email to the address.</summary>
    EmailVerified,

    /// <summary>The address of the account changed.</summary>
    EmailChanged,

    /// <summary>The reader of the earlier address undid a change of the address.</summary>
    EmailRestored,

    /// <summary>The first proof of the address (reset, login link or login code) revoked everything older.</summary>
    AccountSecured,
    KeyRotated,

    /// <summary>A member of staff added the account.</summary>
    UserAdded,
    UserChanged,
    RightsChanged,
    Activated,
    Deactivated,

    /// <summary>A member of staff deleted the account. This event is the only record of it that remains.</summary>
    UserDeleted,
    UsersExported,
    GroupChanged,

    /// <summary>A member of staff sent the owner a link.</summary>
    LinkSent,

    /// <summary>The owner deleted the account; it can be restored until it is erased.</summary>
    DeletionScheduled,

    /// <summary>The owner exported their personal data.</summary>
    DataExported,

    /// <summary>The owner reported, by a link in an email, that a session is not theirs.</summary>
    SessionReported,
}
