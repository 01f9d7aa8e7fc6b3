using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts.DeactivateUser;

internal sealed class DeactivateUserHandler(
    IUserRepository users,
    SessionEnding sessionEnding,
    IUnitOfWork unitOfWork,
    TimeProvider clock,
    ILogger<DeactivateUserHandler> logger) : IRequestHandler<DeactivateUserCommand, Unit>
{
    public async Task<Unit> Handle(DeactivateUserCommand command, CancellationToken cancellationToken)
    {
        User user = await users.FindByEmailAsync(command.Email, cancellationToken) ?? throw new UnknownAccountException();

        if (!user.IsActive)
        {
            return Unit.Value;
        }

        DateTimeOffset now = clock.GetUtcNow();
        user.Deactivate(now);
        await sessionEnding.EndAllAsync(user, SessionEnd.Deactivated, now, cancellationToken);
        await unitOfWork.SaveChangesAsync(cancellationToken);

        logger.UserDeactivated(user.Id);
        return Unit.Value;
    }
}
