namespace CleanAuth.Domain.Accounts;

// The email address: verification, change and undo.
public sealed partial class User
{
    /// <summary>Records that the owner reads email at the address. This cancels an erasure for lack of this proof.</summary>
    public void VerifyEmail(DateTimeOffset now)
    {
        EmailVerifiedAt = now;
        EraseAt = null;
        Touch(now);
    }

    /// <summary>Replaces the address at once; the new address is not verified.</summary>
    public void ChangeEmail(string email, DateTimeOffset now)
    {
        SetEmail(email);
        PendingEmail = null;
        Touch(now);
    }

    /// <summary>Stores an address that must be confirmed before it replaces the present one.</summary>
    public void RequestEmailChange(string email, DateTimeOffset now)
    {
        PendingEmail = EmailAddress.LowerDomain(email);
        Touch(now);
    }

    /// <summary>Replaces the address by the pending one, which becomes verified and counts as chosen by the owner.</summary>
    /// <exception cref="InvalidOperationException">No address is pending.</exception>
    public void ConfirmEmailChange(DateTimeOffset now)
    {
        ChangeEmail(PendingEmail ?? throw new InvalidOperationException("No email address is pending."), now);
        VerifyEmail(now);
        EmailSetBy = null;
    }

    /// <summary>
    /// Restores a previous address for a caller who reads email there. All sessions and tokens and most links become invalid.
    /// </summary>
    public void UndoEmailChange(string email, DateTimeOffset now)
    {
        ChangeEmail(email, now);
        VerifyEmail(now);
        Epoch++;
    }

    /// <summary>Records that a member of staff, not the owner, set the address.</summary>
    public void MarkEmailSetBy(Guid staffId) => EmailSetBy = staffId;

    private void SetEmail(string email)
    {
        string normalized = EmailAddress.KeyOf(email);
        if (normalized != NormalizedEmail)
        {
            EmailVerifiedAt = null;
        }

        Email = EmailAddress.LowerDomain(email);
        NormalizedEmail = normalized;
    }
}
