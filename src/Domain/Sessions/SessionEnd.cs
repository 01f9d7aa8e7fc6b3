namespace CleanAuth.Domain.Sessions;

/// <summary>Why a session ended.</summary>
public enum SessionEnd
{
    Logout,

    /// <summary>A refresh token came again after its use: it is in two hands (RFC 9700 section 4.14.2).</summary>
    ReuseDetected,
    PasswordChanged,

    /// <summary>The reader of an earlier address took a change of it back: somebody else may have been in.</summary>
    EmailRestored,

    /// <summary>The owner of the address took the account over for the first time: somebody else may have opened it.</summary>
    AccountSecured,
    Deactivated,
    Deleted,
    RevokedByUser,
    RevokedByAdmin,

    /// <summary>The owner followed the link of a warning about it: somebody else opened it.</summary>
    Reported,

    /// <summary>A login opened more sessions than an account may have, and this one was the least recently used.</summary>
    LimitReached,
    Expired,
}
