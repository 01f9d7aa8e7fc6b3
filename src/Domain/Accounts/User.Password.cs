namespace CleanAuth.Domain.Accounts;

// The password, and the proof that the owner chose it.
public sealed partial class User
{
    /// <summary>
    /// Replaces the password and voids earlier links.
    /// A person who knew the old password may have requested another address, so the pending address is removed too.
    /// </summary>
    public void ReplacePassword(string passwordHash, DateTimeOffset now)
    {
        SetPassword(passwordHash, now);
        Epoch++;
    }

    /// <summary>
    /// Replaces the password on request of a caller who knows the old one.
    /// While the address is not verified, links stay valid: otherwise an attacker who registered a stranger's address could void
    /// every link that its owner requests.
    /// </summary>
    public void ChangePassword(string passwordHash, DateTimeOffset now)
    {
        if (IsEmailVerified)
        {
            ReplacePassword(passwordHash, now);
            return;
        }

        SetPassword(passwordHash, now);
        EndSessions();
    }

    /// <summary>Removes the password. None opens the account until the owner chooses one by a link.</summary>
    public void VoidPassword(DateTimeOffset now) => ReplacePassword($"{NoPasswordMark}", now);

    /// <summary>
    /// Gives the account to the reader of its address, with the new password if they chose one.
    /// The first proof removes the password and the pending address, because another person may have set them.
    /// Returns whether this was the first proof.
    /// </summary>
    public bool ProveAddress(string? newPasswordHash, DateTimeOffset now)
    {
        bool isFirst = !IsEmailVerified;
        if (newPasswordHash is not null)
        {
            ReplacePassword(newPasswordHash, now);
            VerifyEmail(now);
            return isFirst;
        }

        if (isFirst)
        {
            VoidPassword(now);
            VerifyEmail(now);
        }

        return isFirst;
    }

    /// <summary>Records that a member of staff, not the owner, set the password.</summary>
    public void MarkPasswordSetBy(Guid staffId) => PasswordSetBy = staffId;

    /// <summary>Records that the owner chose the password by a link to the address: only they know it.</summary>
    public void ClearSetByStaff()
    {
        EmailSetBy = null;
        ClearPasswordSetBy();
    }

    /// <summary>Records that staff do not know the password, because the trusted operator of the service set it.</summary>
    public void ClearPasswordSetBy() => PasswordSetBy = null;

    private void SetPassword(string passwordHash, DateTimeOffset now)
    {
        PasswordHash = passwordHash;
        PendingEmail = null;
        Touch(now);
    }
}
