namespace CleanAuth.Domain.Auditing;

public enum SecurityEventKind
{
    Registered,
    LoggedIn,
    LoginFailed,

    /// <summary>So many logins failed that from their network, or all strange ones, there are none for a while.</summary>
    LoginsThrottled,

    /// <summary>A refresh token came again within the leeway and got the same successor.</summary>
    RefreshRepeated,
    ReuseDetected,
    LoggedOut,
    SessionEnded,

    /// <summary>All sessions of the account were ended at once, or all but the one that asked for it.</summary>
    SessionsEnded,
    PasswordChanged,

    /// <summary>Mail to the address of the account was shown to reach its owner.</summary>
    EmailVerified,

    /// <summary>The account has another address.</summary>
    EmailChanged,

    /// <summary>The reader of an earlier address took a change of it back.</summary>
    EmailRestored,

    /// <summary>The address was proven for the first time (reset, login link or login code), and everything older was revoked.</summary>
    AccountSecured,
    KeyRotated,

    /// <summary>The admin opened the account.</summary>
    UserAdded,
    UserChanged,
    RightsChanged,
    Activated,
    Deactivated,

    /// <summary>Somebody on the staff deleted the account; what else was on record of it is gone.</summary>
    UserDeleted,
    UsersExported,
    GroupChanged,

    /// <summary>Somebody on the staff had the owner mailed a link.</summary>
    LinkSent,
    /// <summary>The owner left; the account can be restored until it is erased.</summary>
    DeletionScheduled,

    /// <summary>The owner took a copy of all that is stored about them.</summary>
    DataExported,

    /// <summary>The owner, warned by mail, said of a session that it is not theirs.</summary>
    SessionReported,
}
