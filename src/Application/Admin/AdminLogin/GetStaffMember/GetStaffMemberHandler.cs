using MediatR;

namespace CleanAuth.Application.Admin.AdminLogin.GetStaffMember;

internal sealed class GetStaffMemberHandler(CurrentStaff staff, StaffReauthentication reauthentication)
    : IRequestHandler<GetStaffMemberQuery, StaffMemberDto>
{
    public async Task<StaffMemberDto> Handle(GetStaffMemberQuery query, CancellationToken cancellationToken)
    {
        StaffMember member = staff.Member;
        bool hasRecentLogin = await reauthentication.IsRecentAsync(member.Id, query.SessionId, cancellationToken);
        return new StaffMemberDto(member.Id, member.Username, member.IsSuperuser, member.Permissions.Names, hasRecentLogin);
    }
}
