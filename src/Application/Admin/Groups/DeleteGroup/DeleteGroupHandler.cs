using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Groups;
using CleanAuth.Domain.Auditing;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.Groups.DeleteGroup;

internal sealed class DeleteGroupHandler(
    IGroupRepository groups,
    ISecurityEventWriter events,
    StaffUpdates staffUpdates,
    ILogger<DeleteGroupHandler> logger) : IRequestHandler<DeleteGroupCommand, Unit>
{
    public async Task<Unit> Handle(DeleteGroupCommand command, CancellationToken cancellationToken)
    {
        await staffUpdates.UpdateAsync(command, DeleteAsync, cancellationToken);
        logger.GroupDeleted(command.GroupId, command.CallerId);
        return Unit.Value;

        async Task DeleteAsync(CancellationToken token)
        {
            groups.Remove(await groups.LockAsync(command.GroupId, command.Version, token));
            events.Add(SecurityEventKind.GroupChanged, userId: null, sessionId: null);
        }
    }
}
