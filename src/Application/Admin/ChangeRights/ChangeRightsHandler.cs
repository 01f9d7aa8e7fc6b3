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

    // Or they would go on where they were, should the account come back to the staff.
    private async Task LeavePagesAsync(User user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (Session session in await sessions.FindLiveAsync(user.Id, now, cancellationToken))
        {
            if (session.IsAdmin)
            {
                session.End(SessionEnd.RevokedByAdmin, now);
                events.Add(SecurityEventKind.SessionEnded, user.Id, session.Id);
            }
        }
    }
}
