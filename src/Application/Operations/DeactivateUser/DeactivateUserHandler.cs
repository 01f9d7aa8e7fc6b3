using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.AccountLifecycle;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Operations.DeactivateUser;

internal sealed class DeactivateUserHandler(
    IUserRepository users,
    IAccountUpdates accounts,
    AccountActivation accountActivation,
    ILogger<DeactivateUserHandler> logger) : IRequestHandler<DeactivateUserCommand, Unit>
{
    public async Task<Unit> Handle(DeactivateUserCommand command, CancellationToken cancellationToken)
    {
        User found = await users.ReadByEmailAsync(command.Email, cancellationToken) ?? throw new UnknownAccountException();

        bool isChanged = await accounts.UpdateAsync(
            found.Id,
            (user, token) => accountActivation.SetAsync(user, isActive: false, token),
            cancellationToken);

        if (isChanged)
        {
            logger.UserDeactivated(found.Id);
        }

        return Unit.Value;
    }
}
