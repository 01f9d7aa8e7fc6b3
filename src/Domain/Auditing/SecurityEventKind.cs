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
    PasswordChanged,
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
}
