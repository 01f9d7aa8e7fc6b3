namespace CleanAuth.Domain.Sessions;

/// <summary>Why a session ended.</summary>
public enum SessionEnd
{
    Logout,

    /// <summary>A refresh token came again after its use: it is in two hands (RFC 9700 section 4.14.2).</summary>
    ReuseDetected,
    PasswordChanged,
    Deactivated,
    Deleted,
    RevokedByUser,
    RevokedByAdmin,
    Expired,
}
