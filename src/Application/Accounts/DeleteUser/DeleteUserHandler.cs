using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts.DeleteUser;

internal sealed class DeleteUserHandler(IUserRepository users, IAccountChanges accounts, ILogger<DeleteUserHandler> logger)
    : IRequestHandler<DeleteUserCommand, Unit>
{
    public async Task<Unit> Handle(DeleteUserCommand command, CancellationToken cancellationToken)
    {
        User user = await users.FindByEmailAsync(command.Email, cancellationToken) ?? throw new UnknownAccountException();

        await accounts.DeleteAsync(user.Id, version: null, _ => { }, cancellationToken);

        logger.UserDeleted(user.Id);
        return Unit.Value;
    }
}
