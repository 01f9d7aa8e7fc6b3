using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts.UpdateCurrentUser;

internal sealed class UpdateCurrentUserHandler(
    IUserRepository users,
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

        DateTimeOffset now = clock.GetUtcNow();
        ChangeProfile(user, command, now);
        if (command.Password.HasValue)
        {
            user.ChangePassword(await passwordHasher.HashAsync(command.Password.Value, cancellationToken), now);
            await sessionEnding.EndAllAsync(user, SessionEnd.PasswordChanged, now, cancellationToken);
        }

        await unitOfWork.SaveChangesAsync(cancellationToken);

        logger.ProfileChanged(user.Id, command.Password.HasValue);
        return await reader.DescribeAsync(user, command.SessionId, cancellationToken);
    }

    private static void ChangeProfile(User user, UpdateCurrentUserCommand command, DateTimeOffset now)
    {
        if (command.Email.HasValue)
        {
            user.ChangeEmail(command.Email.Value, now);
        }

        if (command.Username.HasValue)
        {
            user.ChangeUsername(command.Username.Value, now);
        }

        if (!command.Bio.IsAbsent)
        {
            user.ChangeBio(command.Bio.ValueOrDefault, now);
        }

        if (!command.FullName.IsAbsent)
        {
            user.ChangeFullName(command.FullName.ValueOrDefault, now);
        }

        if (!command.BirthDate.IsAbsent)
        {
            user.ChangeBirthDate(command.BirthDate.HasValue ? command.BirthDate.Value : null, now);
        }
    }
}
