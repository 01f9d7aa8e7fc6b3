using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Groups;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.Groups.ChangeGroup;

internal sealed class ChangeGroupHandler(
    IGroupRepository groups,
    ISecurityEventWriter events,
    StaffUpdates staffUpdates,
    TimeProvider clock,
    ILogger<ChangeGroupHandler> logger) : IRequestHandler<ChangeGroupCommand, GroupDto>
{
    public async Task<GroupDto> Handle(ChangeGroupCommand command, CancellationToken cancellationToken)
    {
        PermissionSet permissions = PermissionSet.Create(command.Permissions!);
        await staffUpdates.UpdateAsync(command, ChangeAsync, cancellationToken);
        logger.GroupChanged(command.GroupId, command.CallerId);
        return await groups.ReadDtoAsync(command.GroupId, cancellationToken);

        async Task ChangeAsync(CancellationToken token)
        {
            Group group = await groups.LockAsync(command.GroupId, command.Version, token);
            group.Change(command.Name.Value, permissions, clock.GetUtcNow());
            events.Add(SecurityEventKind.GroupChanged, userId: null, sessionId: null);
        }
    }
}
