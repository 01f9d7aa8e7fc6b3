using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.ChangeRights;

internal sealed class ChangeRightsHandler(
    IAccountChanges accounts,
    IMemberships memberships,
    IRightsReader rights,
    ISecurityEvents events,
    TimeProvider clock,
    ILogger<ChangeRightsHandler> logger) : IRequestHandler<ChangeRightsCommand, UserDetailsDto>
{
    public async Task<UserDetailsDto> Handle(ChangeRightsCommand command, CancellationToken cancellationToken)
    {
        await accounts.ChangeAsync(command.UserId, command.Version, ChangeAsync, cancellationToken);

        logger.RightsChanged(command.CallerId, command.UserId);
        return await rights.DescribeAsync(command.UserId, cancellationToken);

        async Task ChangeAsync(User user, CancellationToken token)
        {
            PermissionSet permissions = PermissionSet.Of(command.UserPermissions!);
            user.ChangeRights(command.IsStaff is true, command.IsSuperuser is true, permissions, clock.GetUtcNow());
            await memberships.ReplaceAsync(user.Id, [.. command.Groups!.Distinct()], token);
            events.Add(SecurityEventKind.RightsChanged, user.Id, sessionId: null);
        }
    }
}
