using CleanAuth.Application.Abstractions.Groups;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Admin.Groups;

internal static class GroupMapping
{
    public static GroupDto ToDto(this GroupWithMemberCount found) => new(
        found.Group.Id,
        found.Group.Name,
        found.Group.Permissions.Names,
        found.Members,
        EntityVersion.Of(found.Group.UpdatedAt));

    /// <summary>Reads the present state of the group.</summary>
    /// <exception cref="NotFoundException">There is no such group.</exception>
    public static async Task<GroupDto> ReadDtoAsync(this IGroupRepository groups, Guid id, CancellationToken cancellationToken) =>
        (await groups.ReadAsync(id, cancellationToken) ?? throw new NotFoundException()).ToDto();
}
