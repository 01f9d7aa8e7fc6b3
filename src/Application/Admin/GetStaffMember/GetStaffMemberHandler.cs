using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts;
using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin.GetStaffMember;

internal sealed class GetStaffMemberHandler(IUserRepository users, CurrentStaff staff)
    : IRequestHandler<GetStaffMemberQuery, StaffMemberDto>
{
    public async Task<StaffMemberDto> Handle(GetStaffMemberQuery query, CancellationToken cancellationToken)
    {
        User user = (await users.ReadByIdAsync(query.CallerId, cancellationToken)).MustBeActive();

        return new StaffMemberDto(user.Id, user.Username, staff.Member.IsSuperuser, staff.Member.Permissions.Names);
    }
}
