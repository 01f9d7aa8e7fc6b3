using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Groups;
using CleanAuth.Domain.Auditing;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.Groups.RemoveGroup;

internal sealed class RemoveGroupHandler(
    IGroupRepository groups,
    ISecurityEvents events,
    StaffChanges changes,
    ILogger<RemoveGroupHandler> logger) : IRequestHandler<RemoveGroupCommand, Unit>
{
    public async Task<Unit> Handle(RemoveGroupCommand command, CancellationToken cancellationToken)
    {
        await changes.ChangeAsync(command, RemoveAsync, cancellationToken);
        logger.GroupRemoved(command.GroupId, command.CallerId);
        return Unit.Value;

        async Task RemoveAsync(CancellationToken token)
        {
            groups.Remove(await groups.LockAsync(command.GroupId, command.Version, token));
            events.Add(SecurityEventKind.GroupChanged, userId: null, sessionId: null);
        }
    }
}
