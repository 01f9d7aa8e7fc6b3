using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Groups;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.Groups.AddGroup;

internal sealed class AddGroupHandler(
    IGroupRepository groups,
    ISecurityEventWriter events,
    StaffUpdates staffUpdates,
    TimeProvider clock,
    ILogger<AddGroupHandler> logger) : IRequestHandler<AddGroupCommand, GroupDto>
{
    public static readonly string TooMany = $"The limit of {Group.MaxCount} groups is reached. Delete a group first.";

    public async Task<GroupDto> Handle(AddGroupCommand command, CancellationToken cancellationToken)
    {
        // Concurrent requests may exceed the limit by a few groups, which does no harm.
        if (await groups.CountAsync(cancellationToken) >= Group.MaxCount)
        {
            throw InvalidInputException.Of(InvalidInputException.NoField, TooMany);
        }

        Group group = Group.Create(command.Name.Value, PermissionSet.Create(command.Permissions!), clock.GetUtcNow());

        await staffUpdates.UpdateAsync(command, AddAsync, cancellationToken);
        logger.GroupAdded(group.Id, command.CallerId);

        // Read the group again: the database rounds UpdatedAt, from which the version is computed.
        return await groups.ReadDtoAsync(group.Id, cancellationToken);

        // The unique index refuses a name that is taken.
        Task AddAsync(CancellationToken token)
        {
            groups.Add(group);
            events.Add(SecurityEventKind.GroupChanged, userId: null, sessionId: null);
            return Task.CompletedTask;
        }
    }
}
