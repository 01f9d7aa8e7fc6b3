using CleanAuth.Application.Abstractions;
using MediatR;

namespace CleanAuth.Application.Admin.GetGroup;

internal sealed class GetGroupHandler(IGroupRepository groups) : IRequestHandler<GetGroupQuery, GroupDto>
{
    public Task<GroupDto> Handle(GetGroupQuery query, CancellationToken cancellationToken) =>
        groups.DescribeAsync(query.GroupId, cancellationToken);
}
