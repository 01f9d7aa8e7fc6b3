using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Application.AccountLifecycle;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Operations.ActivateUser;

internal sealed class ActivateUserHandler(
    IUserRepository users,
    AccountActivation accountActivation,
    IUnitOfWork unitOfWork,
    ILogger<ActivateUserHandler> logger) : IRequestHandler<ActivateUserCommand, Unit>
{
    public async Task<Unit> Handle(ActivateUserCommand command, CancellationToken cancellationToken)
    {
        User user = await users.FindByEmailAsync(command.Email, cancellationToken) ?? throw new UnknownAccountException();

        await accountActivation.SetAsync(user, isActive: true, cancellationToken);
        await unitOfWork.SaveChangesAsync(cancellationToken);

        logger.UserActivated(user.Id);
        return Unit.Value;
    }
}
