using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts.UpdateCurrentUser;

internal sealed class UpdateCurrentUserHandler(
    IUserRepository users,
    NewPassword newPassword,
    CurrentPassword currentPassword,
    EmailChange emailChange,
    SessionEnding sessionEnding,
    IUnitOfWork unitOfWork,
    CurrentUserReader reader,
    TimeProvider clock,
    ILogger<UpdateCurrentUserHandler> logger) : IRequestHandler<UpdateCurrentUserCommand, CurrentUserDto>
{
    public async Task<CurrentUserDto> Handle(UpdateCurrentUserCommand command, CancellationToken cancellationToken)
    {
        User user = (await users.FindByIdAsync(command.UserId, cancellationToken)).MustBeActive();
        ProfileChanges changes = new(command.Email, command.Username, command.FullName, command.Bio, command.BirthDate, command.Language);
        bool changesEmail = changes.ChangeEmailOf(user);
        if (command.Password.HasValue || changesEmail)
        {
            await currentPassword.DemandAsync(user, command.SessionId, command.CurrentPassword, cancellationToken);
        }

        DateTimeOffset now = clock.GetUtcNow();
        changes.ApplyTo(user, now);
        if (changesEmail)
        {
            emailChange.Request(user, command.Email.Value, now);
        }

        if (command.Password.HasValue)
        {
            string passwordHash = await newPassword.HashAsync(command.Password.Value, user, cancellationToken);
            user.ChangePassword(passwordHash, now);
            await sessionEnding.EndAllAsync(user, SessionEnd.PasswordChanged, now, cancellationToken);
        }

        await unitOfWork.SaveChangesAsync(cancellationToken);

        logger.ProfileChanged(user.Id, command.Password.HasValue);
        return await reader.DescribeAsync(user, command.SessionId, cancellationToken);
    }
}
