using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Errors;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts.DeleteCurrentUser;

internal sealed class DeleteCurrentUserHandler(IUserRepository users, ILogger<DeleteCurrentUserHandler> logger)
    : IRequestHandler<DeleteCurrentUserCommand, Unit>
{
    public async Task<Unit> Handle(DeleteCurrentUserCommand command, CancellationToken cancellationToken)
    {
        (await users.ReadByIdAsync(command.UserId, cancellationToken)).MustBeActive();
        if (!await users.TryDeleteAsync(command.UserId, cancellationToken))
        {
            throw AccountUnavailableException.NotFound();
        }

        logger.UserDeleted(command.UserId);
        return Unit.Value;
    }
}
