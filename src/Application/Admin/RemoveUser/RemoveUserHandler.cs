using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.RemoveUser;

internal sealed class RemoveUserHandler(
    Leaving leaving,
    CurrentStaff staff,
    ISecurityEvents events,
    ILogger<RemoveUserHandler> logger) : IRequestHandler<RemoveUserCommand, Unit>
{
    public async Task<Unit> Handle(RemoveUserCommand command, CancellationToken cancellationToken)
    {
        await leaving.DeleteAsync(command.UserId, command.Version, Check, cancellationToken);

        logger.UserRemoved(command.CallerId, command.UserId);
        return Unit.Value;

        void Check(User user)
        {
            staff.Member.MustBeAbove(user);

            // It is saved after what there was of the account is gone, and is all that remains.
            events.Add(SecurityEventKind.UserDeleted, user.Id, sessionId: null);
        }
    }
}
