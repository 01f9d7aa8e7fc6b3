using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts.DeleteUser;

internal sealed class DeleteUserHandler(IUserRepository users, ILogger<DeleteUserHandler> logger)
    : IRequestHandler<DeleteUserCommand, Unit>
{
    public async Task<Unit> Handle(DeleteUserCommand command, CancellationToken cancellationToken)
    {
        User user = await users.FindByEmailAsync(command.Email, cancellationToken) ?? throw new UnknownAccountException();
        if (!await users.TryDeleteAsync(user.Id, cancellationToken))
        {
            throw new UnknownAccountException();
        }

        logger.UserDeleted(user.Id);
        return Unit.Value;
    }
}
