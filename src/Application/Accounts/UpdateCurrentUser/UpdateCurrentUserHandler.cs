using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts.UpdateCurrentUser;

internal sealed class UpdateCurrentUserHandler(
    IUserRepository users,
    CurrentPassword currentPassword,
    IPasswordHasher passwordHasher,
    SessionEnding sessionEnding,
    IUnitOfWork unitOfWork,
    CurrentUserReader reader,
    TimeProvider clock,
    ILogger<UpdateCurrentUserHandler> logger) : IRequestHandler<UpdateCurrentUserCommand, CurrentUserDto>
{
    public async Task<CurrentUserDto> Handle(UpdateCurrentUserCommand command, CancellationToken cancellationToken)
    {
        User user = (await users.FindByIdAsync(command.UserId, cancellationToken)).MustBeActive();
        await currentPassword.DemandAsync(user, command, cancellationToken);

        DateTimeOffset now = clock.GetUtcNow();
        user.ChangeProfile(command, now);
        if (command.Password.HasValue)
        {
            user.ChangePassword(await passwordHasher.HashAsync(command.Password.Value, cancellationToken), now);
            await sessionEnding.EndAllAsync(user, SessionEnd.PasswordChanged, now, cancellationToken);
        }

        await unitOfWork.SaveChangesAsync(cancellationToken);

        logger.ProfileChanged(user.Id, command.Password.HasValue);
        return await reader.DescribeAsync(user, command.SessionId, cancellationToken);
    }
}
