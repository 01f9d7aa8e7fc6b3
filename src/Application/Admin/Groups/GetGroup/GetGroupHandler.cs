using CleanAuth.Application.Abstractions.Groups;
using MediatR;

namespace CleanAuth.Application.Admin.Groups.GetGroup;

internal sealed class GetGroupHandler(IGroupRepository groups) : IRequestHandler<GetGroupQuery, GroupDto>
{
    public Task<GroupDto> Handle(GetGroupQuery query, CancellationToken cancellationToken) =>
        groups.ReadDtoAsync(query.GroupId, cancellationToken);
}
