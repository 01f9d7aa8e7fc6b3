using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.AccountLifecycle;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.Users.DeleteUser;

internal sealed class DeleteUserHandler(
    AccountDeletion accountDeletion,
    StaffUpdates staffUpdates,
    ISecurityEventWriter events,
    ILogger<DeleteUserHandler> logger) : IRequestHandler<DeleteUserCommand, Unit>
{
    public async Task<Unit> Handle(DeleteUserCommand command, CancellationToken cancellationToken)
    {
        await accountDeletion.DeleteAsync(command.UserId, command.Version, command.CallerId, CheckAsync, cancellationToken);

        logger.UserDeleted(command.CallerId, command.UserId);
        return Unit.Value;

        // This event is saved after the events of the account are deleted, so that it stays.
        async Task CheckAsync(User user, CancellationToken token)
        {
            await staffUpdates.AuthorizeAsync(command, user, token);
            events.Add(SecurityEventKind.UserDeleted, user.Id, sessionId: null);
        }
    }
}
