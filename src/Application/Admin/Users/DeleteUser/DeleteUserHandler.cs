using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.AccountLifecycle;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.Users.DeleteUser;

internal sealed class DeleteUserHandler(
    AccountDeletion accountDeletion,
    StaffUpdates changes,
    ISecurityEventWriter events,
    ILogger<DeleteUserHandler> logger) : IRequestHandler<DeleteUserCommand, Unit>
{
    public async Task<Unit> Handle(DeleteUserCommand command, CancellationToken cancellationToken)
    {
        await accountDeletion.DeleteAsync(command.UserId, command.Version, changes.GuardDeletion(command, Note), cancellationToken);

        logger.UserRemoved(command.CallerId, command.UserId);
        return Unit.Value;

        // It is saved after the events of the account are deleted, and is all that remains of it.
        void Note(User user) => events.Add(SecurityEventKind.UserDeleted, user.Id, sessionId: null);
    }
}
