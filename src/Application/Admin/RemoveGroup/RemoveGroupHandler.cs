using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Auditing;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.RemoveGroup;

internal sealed class RemoveGroupHandler(
    IGroupRepository groups,
    ISecurityEvents events,
    CurrentStaff staff,
    ILogger<RemoveGroupHandler> logger) : IRequestHandler<RemoveGroupCommand, Unit>
{
    public async Task<Unit> Handle(RemoveGroupCommand command, CancellationToken cancellationToken)
    {
        await groups.RemoveAsync(
            command.GroupId,
            command.Version,
            () => events.Add(SecurityEventKind.GroupChanged, userId: null, sessionId: null),
            cancellationToken);
        logger.GroupRemoved(command.GroupId, staff.Member.Id);
        return Unit.Value;
    }
}
