using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Errors;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts.DeleteCurrentUser;

internal sealed class DeleteCurrentUserHandler(IAccountChanges accounts, ILogger<DeleteCurrentUserHandler> logger)
    : IRequestHandler<DeleteCurrentUserCommand, Unit>
{
    public async Task<Unit> Handle(DeleteCurrentUserCommand command, CancellationToken cancellationToken)
    {
        try
        {
            await accounts.DeleteAsync(command.UserId, version: null, user => user.MustBeActive(), cancellationToken);
        }
        catch (NotFoundException)
        {
            throw AccountUnavailableException.NotFound();
        }

        logger.UserDeleted(command.UserId);
        return Unit.Value;
    }
}
