using MediatR;

namespace CleanAuth.Application.Admin.GetStaffMember;

internal sealed class GetStaffMemberHandler(CurrentStaff staff) : IRequestHandler<GetStaffMemberQuery, StaffMemberDto>
{
    public Task<StaffMemberDto> Handle(GetStaffMemberQuery query, CancellationToken cancellationToken)
    {
        StaffMember member = staff.Member;
        return Task.FromResult(new StaffMemberDto(member.Id, member.Username, member.IsSuperuser, member.Permissions.Names));
    }
}
