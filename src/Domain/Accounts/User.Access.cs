namespace CleanAuth.Domain.Accounts;

// Activation, erasure, sessions and permissions.
public sealed partial class User
{
    public void Activate(DateTimeOffset now)
    {
        IsActive = true;
        EraseAt = null;
        Touch(now);
    }

    /// <summary>
    /// Deactivates the account. If its owner has deleted it, this also cancels the erasure, and the owner can no longer restore it.
    /// </summary>
    public void Deactivate(DateTimeOffset now)
    {
        // An account that was never used and never verified keeps EraseAt, so that it is still erased.
        if (AwaitsErasure)
        {
            EraseAt = null;
        }

        IsActive = false;
        PendingEmail = null;
        Epoch++;
        Touch(now);
    }

    /// <summary>Deactivates the account and schedules its erasure.</summary>
    public void ScheduleErasure(DateTimeOffset at, DateTimeOffset now)
    {
        Deactivate(now);
        EraseAt = at;
    }

    /// <summary>Schedules the erasure of a new account. A verification of the address or a login cancels it.</summary>
    public void ExpireUnlessVerified(DateTimeOffset at) => EraseAt = at;

    /// <summary>Records a login. This cancels the erasure of an account whose address is not verified.</summary>
    public void RecordLogin(DateTimeOffset now)
    {
        LastLoginAt = now;
        EraseAt = null;
    }

    /// <summary>Invalidates all sessions and tokens of the account. Its password and links stay valid.</summary>
    public void EndSessions() => SessionEndings++;

    /// <summary>Invalidates sessions, tokens and links, and removes the pending address, because the rights change.</summary>
    public void VoidGrants(DateTimeOffset now)
    {
        PendingEmail = null;
        Epoch++;
        Touch(now);
    }

    public void ChangeRights(bool isStaff, bool isSuperuser, PermissionSet permissions, DateTimeOffset now)
    {
        IsStaff = isStaff;
        IsSuperuser = isSuperuser;
        Permissions = permissions;
        CancelErasureOfStaff();
        Touch(now);
    }

    public void GrantStaff(DateTimeOffset now) => ChangeRights(isStaff: true, IsSuperuser, Permissions, now);

    public void GrantSuperuser(DateTimeOffset now) => ChangeRights(isStaff: true, isSuperuser: true, Permissions, now);

    // The sweep must not erase a member of staff who has not logged in yet. A deletion by the owner stays scheduled.
    private void CancelErasureOfStaff()
    {
        if (IsStaff && !AwaitsErasure)
        {
            EraseAt = null;
        }
    }
}
