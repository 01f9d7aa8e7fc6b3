namespace CleanAuth.Domain.Auditing;

public enum SecurityEventKind
{
    Registered,
    LoggedIn,
    LoginFailed,

    /// <summary>A refresh token came again within the leeway and got the same successor.</summary>
    RefreshRepeated,
    ReuseDetected,
    LoggedOut,
    SessionEnded,
    PasswordChanged,
    KeyRotated,
}
