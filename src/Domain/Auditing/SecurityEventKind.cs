namespace CleanAuth.Domain.Auditing;

/// <summary>The kinds of audit events.</summary>
public enum SecurityEventKind
{
    Registered,
    LoggedIn,
    LoginFailed,

    /// <summary>Too many logins failed: further logins from the network, or from all unknown networks, are refused for a while.</summary>
    LoginsThrottled,

    /// <summary>A refresh token was presented again within the leeway and returned the live token of its session.</summary>
    RefreshRepeated,

    /// <summary>A used refresh token was presented again after the leeway, so its session was ended.</summary>
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

    /// <summary>The reader of the previous address undid an email change.</summary>
    EmailRestored,

    /// <summary>The first proof of the address (reset, login link or login code) revoked everything older.</summary>
    AccountSecured,

    /// <summary>A new key to sign tokens with was created. The event belongs to no account.</summary>
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

    /// <summary>A member of staff added, changed or deleted a group.</summary>
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
