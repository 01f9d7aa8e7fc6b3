using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.AccountLifecycle;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Operations.ActivateUser;

internal sealed class ActivateUserHandler(
    IUserRepository users,
    IAccountUpdates accounts,
    AccountActivation accountActivation,
    ILogger<ActivateUserHandler> logger) : IRequestHandler<ActivateUserCommand, Unit>
{
    public async Task<Unit> Handle(ActivateUserCommand command, CancellationToken cancellationToken)
    {
        User found = await users.ReadByEmailAsync(command.Email, cancellationToken) ?? throw new UnknownAccountException();

        bool isChanged = await accounts.UpdateAsync(
            found.Id,
            (user, token) => accountActivation.SetAsync(user, isActive: true, token),
            cancellationToken);

        if (isChanged)
        {
            logger.UserActivated(found.Id);
        }

        return Unit.Value;
    }
}
