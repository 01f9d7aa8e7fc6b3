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

    /// <summary>Deactivates the account. One that its owner deleted stays deactivated for good: the owner can no longer restore it.</summary>
    public void Deactivate(DateTimeOffset now)
    {
        if (AwaitsErasure)
        {
            EraseAt = null;
        }

        IsActive = false;
        PendingEmail = null;
        Epoch++;
        Touch(now);
    }

    /// <summary>Deactivates the account until it is erased.</summary>
    public void ScheduleErasure(DateTimeOffset at, DateTimeOffset now)
    {
        Deactivate(now);
        EraseAt = at;
    }

    /// <summary>Schedules the erasure of the account, unless its address is verified or its owner logs in before then.</summary>
    public void ExpireUnlessVerified(DateTimeOffset at) => EraseAt = at;

    /// <summary>Records a login. An account in use is not erased for lack of a verified address.</summary>
    public void RecordLogin(DateTimeOffset now)
    {
        LastLoginAt = now;
        EraseAt = null;
    }

    /// <summary>Ends every session and token. The password and earlier links stay valid.</summary>
    public void EndSessions() => SessionEndings++;

    /// <summary>Voids all sessions, tokens and links and the pending address, because the permissions of the account changed.</summary>
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

    // The sweep must not erase a member of staff who has not logged in yet. A deletion by the owner continues.
    private void CancelErasureOfStaff()
    {
        if (IsStaff && !AwaitsErasure)
        {
            EraseAt = null;
        }
    }
}
