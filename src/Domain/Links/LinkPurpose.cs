namespace CleanAuth.Domain.Links;

/// <summary>The one use that a link has.</summary>
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
