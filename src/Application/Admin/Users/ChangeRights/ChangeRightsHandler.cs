using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Groups;
using CleanAuth.Application.AccountLifecycle;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.Users.ChangeRights;

internal sealed class ChangeRightsHandler(
    StaffUpdates staffUpdates,
    IGroupMemberRepository groupMembers,
    IRightsReader rights,
    LastSuperuserGuard lastSuperuserGuard,
    AccessRevoker accessRevoker,
    ISecurityEventWriter events,
    TimeProvider clock,
    ILogger<ChangeRightsHandler> logger) : IRequestHandler<ChangeRightsCommand, UserDetailsDto>
{
    public async Task<UserDetailsDto> Handle(ChangeRightsCommand command, CancellationToken cancellationToken)
    {
        await staffUpdates.UpdateUserAsync(command, command.UserId, command.Version, ChangeAsync, cancellationToken);

        logger.RightsChanged(command.CallerId, command.UserId);
        return await rights.ReadDetailsAsync(command.UserId, cancellationToken);

        async Task ChangeAsync(StaffMember actor, User user, CancellationToken token)
        {
            DateTimeOffset now = clock.GetUtcNow();
            RightsChange change = RightsChange.Between((await rights.ReadAsync(user.Id, token))!, command);
            if (change.Grants && !user.HasProvenOwner)
            {
                throw new UnprovenOwnerException();
            }

            if (command is not { IsStaff: true, IsSuperuser: true })
            {
                await lastSuperuserGuard.RequireAnotherAsync(user, token);
            }

            user.ChangeRights(command.IsStaff is true, command.IsSuperuser is true, PermissionSet.Create(command.UserPermissions!), now);
            await groupMembers.ReplaceAsync(user.Id, [.. command.Groups!.Distinct()], token);
            events.Add(SecurityEventKind.RightsChanged, user.Id, sessionId: null);
            if (change.Grants || change.Revokes)
            {
                await accessRevoker.RevokeAllAsync(user, now, token);
            }
        }
    }
}
