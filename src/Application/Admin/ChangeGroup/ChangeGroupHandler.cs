using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.ChangeGroup;

internal sealed class ChangeGroupHandler(
    IGroupRepository groups,
    ISecurityEvents events,
    CurrentStaff staff,
    TimeProvider clock,
    ILogger<ChangeGroupHandler> logger) : IRequestHandler<ChangeGroupCommand, GroupDto>
{
    public async Task<GroupDto> Handle(ChangeGroupCommand command, CancellationToken cancellationToken)
    {
        PermissionSet permissions = PermissionSet.Of(command.Permissions!);
        await groups.ChangeAsync(
            command.GroupId,
            command.Version,
            group =>
            {
                group.Change(command.Name.Value, permissions, clock.GetUtcNow());
                events.Add(SecurityEventKind.GroupChanged, userId: null, sessionId: null);
            },
            cancellationToken);
        logger.GroupChanged(command.GroupId, staff.Member.Id);
        return await groups.DescribeAsync(command.GroupId, cancellationToken);
    }
}
