using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.ChangeRights;

internal sealed class ChangeRightsHandler(
    IAccountChanges accounts,
    IMemberships memberships,
    IRightsReader rights,
    ISessionRepository sessions,
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
            DateTimeOffset now = clock.GetUtcNow();
            if (user.IsStaff && command.IsStaff is false)
            {
                await LeavePagesAsync(user, now, token);
            }

            PermissionSet permissions = PermissionSet.Of(command.UserPermissions!);
            user.ChangeRights(command.IsStaff is true, command.IsSuperuser is true, permissions, now);
            await memberships.ReplaceAsync(user.Id, [.. command.Groups!.Distinct()], token);
            events.Add(SecurityEventKind.RightsChanged, user.Id, sessionId: null);
        }
    }

    // The sessions of the pages for staff would work again if the account became staff later.
    private async Task LeavePagesAsync(User user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await sessions.MarkAdminEndedAsync(user.Id, SessionEnd.RevokedByAdmin, now, cancellationToken) > 0)
        {
            events.Add(SecurityEventKind.SessionsEnded, user.Id, sessionId: null);
        }
    }
}
