namespace CleanAuth.Domain.Links;

/// <summary>The action that a link allows.</summary>
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
