using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Admin;

/// <summary>The member of staff who makes the current request. No member is set in other requests.</summary>
public sealed class CurrentStaff
{
    private StaffMember? member;

    public Guid? Id => member?.Id;

    /// <summary>The caller of the request, which must be an <see cref="IStaffRequest"/>.</summary>
    public StaffMember Member => member ?? throw new InvalidOperationException("The request is not a staff request.");

    public void Set(StaffMember caller) => member = caller;
}

/// <summary>A member of staff.</summary>
/// <param name="Id">The account.</param>
/// <param name="Username">The username, shown on the pages.</param>
/// <param name="IsSuperuser">Whether the member is a superuser.</param>
/// <param name="Permissions">The member's own permissions and those of their groups.</param>
public sealed record StaffMember(Guid Id, string Username, bool IsSuperuser, PermissionSet Permissions)
{
    public bool HasPermission(string permission) => IsSuperuser || Permissions.Names.Contains(permission, StringComparer.Ordinal);

    /// <exception cref="PermissionDeniedException">The member lacks the permission.</exception>
    public void MustHave(string permission)
    {
        if (!HasPermission(permission))
        {
            throw new PermissionDeniedException();
        }
    }

    /// <summary>
    /// Requires that this member may act on the account. Only superusers act on staff: otherwise a member could set the password of a
    /// colleague with more rights, and use those rights.
    /// </summary>
    /// <exception cref="PermissionDeniedException">The account is staff and the member is not a superuser.</exception>
    public void MustBeAbove(User user)
    {
        if (!IsSuperuser && (user.IsStaff || user.IsSuperuser))
        {
            throw new PermissionDeniedException();
        }
    }
}
