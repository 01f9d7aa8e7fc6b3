using MediatR;

namespace CleanAuth.Application.Admin.Groups.ListGroups;

/// <summary>Lists the groups, by name.</summary>
public sealed record ListGroupsQuery(Guid CallerId) : IRequest<GroupsDto>, IStaffRequest;

/// <summary>The groups, and all permissions that a group can have.</summary>
public sealed record GroupsDto(IReadOnlyList<GroupDto> Groups, IReadOnlyList<string> Permissions)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static GroupsDto Example => new([GroupDto.Example], Domain.Accounts.Permissions.All);
}
