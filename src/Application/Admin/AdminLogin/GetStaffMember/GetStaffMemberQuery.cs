using MediatR;

namespace CleanAuth.Application.Admin.AdminLogin.GetStaffMember;

/// <summary>Returns the calling member of staff and their permissions.</summary>
public sealed record GetStaffMemberQuery(Guid CallerId, Guid SessionId) : IRequest<StaffMemberDto>, IStaffRequest;

/// <summary>A member of staff.</summary>
/// <param name="Id">The account.</param>
/// <param name="Username">The username.</param>
/// <param name="IsSuperuser">Whether the member is a superuser.</param>
/// <param name="Permissions">The permissions of a member who is not a superuser.</param>
/// <param name="HasRecentLogin">Whether requests that need a recent login are allowed without the password.</param>
public sealed record StaffMemberDto(Guid Id, string Username, bool IsSuperuser, IReadOnlyList<string> Permissions, bool HasRecentLogin)
{
    public bool HasPermission(string permission) => IsSuperuser || Permissions.Contains(permission, StringComparer.Ordinal);
}
