namespace CleanAuth.Domain.Accounts;

// The password, and the proof that the owner chose it.
public sealed partial class User
{
    /// <summary>
    /// Replaces the password, and invalidates all sessions and earlier links.
    /// An attacker who knew the old password may have requested another address, so the pending address is removed too.
    /// </summary>
    public void ReplacePassword(string passwordHash, DateTimeOffset now)
    {
        SetPassword(passwordHash, now);
        Epoch++;
    }

    /// <summary>
    /// Replaces the password for a caller who knows the old one, and ends all sessions. Earlier links become invalid only if the
    /// address is verified: otherwise an attacker who registered another person's address could void every link that this person
    /// requests.
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

    /// <summary>Removes the password. No password is valid until the owner sets one by an emailed link.</summary>
    public void VoidPassword(DateTimeOffset now) => ReplacePassword(NoPasswordMark.ToString(), now);

    /// <summary>
    /// Records that the caller reads email at the address, and sets their new password if they chose one.
    /// Without a new password, the first proof removes the old one and the pending address, because another person may have set them.
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

    /// <summary>Records that the owner reads email at the address and chose the password, so that staff know neither.</summary>
    public void ClearSetByStaff()
    {
        EmailSetBy = null;
        ClearPasswordSetBy();
    }

    /// <summary>Records that staff do not know the password, because the operator of the service set it.</summary>
    public void ClearPasswordSetBy() => PasswordSetBy = null;

    private void SetPassword(string passwordHash, DateTimeOffset now)
    {
        PasswordHash = passwordHash;
        PendingEmail = null;
        Touch(now);
    }
}
