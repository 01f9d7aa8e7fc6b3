namespace CleanAuth.Domain.Sessions;

/// <summary>Why a session ended.</summary>
public enum SessionEndReason
{
    Logout,

    /// <summary>A used refresh token was presented again, so two parties have it (RFC 9700 section 4.14.2).</summary>
    ReuseDetected,
    PasswordChanged,

    /// <summary>An email change was undone from the previous address: an attacker may have had access.</summary>
    EmailRestored,

    /// <summary>The owner of the address proved it for the first time: an attacker may have registered the account.</summary>
    AccountSecured,
    Deactivated,
    Deleted,
    RevokedByUser,
    RevokedByAdmin,

    /// <summary>The owner followed the link in a new-device email and reported the session.</summary>
    Reported,

    /// <summary>A login exceeded the session limit of the account, and this session was the least recently used one.</summary>
    LimitReached,
    Expired,
}
