using MediatR;

namespace CleanAuth.Application.Admin.AdminLogin.GetStaffMember;

/// <summary>Shows who on the staff is calling, and what they may do.</summary>
public sealed record GetStaffMemberQuery(Guid CallerId, Guid SessionId) : IRequest<StaffMemberDto>, IStaffRequest;

/// <summary>Somebody on the staff.</summary>
/// <param name="Id">Their account.</param>
/// <param name="Username">Its name.</param>
/// <param name="IsSuperuser">Whether they may do everything.</param>
/// <param name="Permissions">What they may do otherwise.</param>
/// <param name="HasRecentLogin">Whether they may do what needs a recent login without their password.</param>
public sealed record StaffMemberDto(Guid Id, string Username, bool IsSuperuser, IReadOnlyList<string> Permissions, bool HasRecentLogin)
{
    public bool May(string permission) => IsSuperuser || Permissions.Contains(permission, StringComparer.Ordinal);
}
