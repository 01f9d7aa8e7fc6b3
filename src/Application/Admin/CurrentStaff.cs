using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Admin;

/// <summary>Who on the staff a request is done for, as their account is now; nobody in all other requests.</summary>
public sealed class CurrentStaff
{
    private StaffMember? member;

    public Guid? Id => member?.Id;

    /// <summary>The caller of the request, which must be an <see cref="IStaffRequest"/>.</summary>
    public StaffMember Member => member ?? throw new InvalidOperationException("The request is not done for staff.");

    public void Become(StaffMember caller) => member = caller;
}

/// <summary>Somebody on the staff.</summary>
/// <param name="Id">Their account.</param>
/// <param name="Username">What they are called on the pages.</param>
/// <param name="IsSuperuser">Whether they may do everything.</param>
/// <param name="Permissions">What they may do otherwise: their own permissions and those of their groups.</param>
public sealed record StaffMember(Guid Id, string Username, bool IsSuperuser, PermissionSet Permissions)
{
    public bool May(string permission) => IsSuperuser || Permissions.Names.Contains(permission, StringComparer.Ordinal);

    /// <exception cref="PermissionDeniedException">The member has not got the permission.</exception>
    public void MustHave(string permission)
    {
        if (!May(permission))
        {
            throw new PermissionDeniedException();
        }
    }

    /// <summary>
    /// Refuses an account that this member must not act on. Only superusers act on staff: whoever could give another
    /// password to somebody with more rights would have those rights.
    /// </summary>
    /// <exception cref="PermissionDeniedException">It is somebody's on the staff, and the member is no superuser.</exception>
    public void MustBeAbove(User user)
    {
        if (!IsSuperuser && (user.IsStaff || user.IsSuperuser))
        {
            throw new PermissionDeniedException();
        }
    }
}
