namespace CleanAuth.Domain.Links;

/// <summary>What a link may be used for; for nothing else.</summary>
public enum LinkPurpose
{
    VerifyEmail,
    ResetPassword,
    ConfirmEmailChange,
    UndoEmailChange,
    LogIn,
    ReportSession,
    RestoreAccount,
}
