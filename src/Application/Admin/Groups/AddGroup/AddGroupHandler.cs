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
    StaffUpdates changes,
    TimeProvider clock,
    ILogger<AddGroupHandler> logger) : IRequestHandler<AddGroupCommand, GroupDto>
{
    public static readonly string TooMany = $"There are {Group.MaxCount} groups already, the most that there may be.";

    public async Task<GroupDto> Handle(AddGroupCommand command, CancellationToken cancellationToken)
    {
        // Superusers who add groups at the same moment may exceed the limit by as many.
        if (await groups.CountAsync(cancellationToken) >= Group.MaxCount)
        {
            throw InvalidInputException.Of(InvalidInputException.NoField, TooMany);
        }

        Group group = Group.Create(command.Name.Value, PermissionSet.Of(command.Permissions!), clock.GetUtcNow());

        await changes.UpdateAsync(command, AddAsync, cancellationToken);
        logger.GroupAdded(group.Id, command.CallerId);

        // Read again: databases keep fewer digits of an instant, and the version is made of one.
        return await groups.DescribeAsync(group.Id, cancellationToken);

        // Only the index knows for certain whether the name is taken.
        Task AddAsync(CancellationToken token)
        {
            groups.Add(group);
            events.Add(SecurityEventKind.GroupChanged, userId: null, sessionId: null);
            return Task.CompletedTask;
        }
    }
}
