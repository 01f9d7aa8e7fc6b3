using CleanAuth.Application.Abstractions.Groups;
using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin.Groups.ListGroups;

internal sealed class ListGroupsHandler(IGroupRepository groups) : IRequestHandler<ListGroupsQuery, GroupsDto>
{
    public async Task<GroupsDto> Handle(ListGroupsQuery query, CancellationToken cancellationToken) => new(
        [.. (await groups.ReadAllAsync(cancellationToken)).Select(group => group.ToDto())],
        Permissions.All);
}
