using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Groups;
using CleanAuth.Domain.Auditing;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.Groups.DeleteGroup;

internal sealed class DeleteGroupHandler(
    IGroupRepository groups,
    ISecurityEventWriter events,
    StaffUpdates changes,
    ILogger<DeleteGroupHandler> logger) : IRequestHandler<DeleteGroupCommand, Unit>
{
    public async Task<Unit> Handle(DeleteGroupCommand command, CancellationToken cancellationToken)
    {
        await changes.UpdateAsync(command, RemoveAsync, cancellationToken);
        logger.GroupRemoved(command.GroupId, command.CallerId);
        return Unit.Value;

        async Task RemoveAsync(CancellationToken token)
        {
            groups.Remove(await groups.LockAsync(command.GroupId, command.Version, token));
            events.Add(SecurityEventKind.GroupChanged, userId: null, sessionId: null);
        }
    }
}
