using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.EmailAddresses;
using CleanAuth.Application.Passwords;
using CleanAuth.Application.Throttling;
using CleanAuth.Domain.Accounts;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.CurrentUser.UpdateCurrentUser;

internal sealed class UpdateCurrentUserHandler(
    IUserRepository users,
    IAccountUpdates accounts,
    Reauthentication reauthentication,
    PasswordChanger passwordChanger,
    EmailChanger emailChanger,
    CurrentUserReader reader,
    TimeProvider clock,
    ILogger<UpdateCurrentUserHandler> logger) : IRequestHandler<UpdateCurrentUserCommand, CurrentUserDto>
{
    public async Task<CurrentUserDto> Handle(UpdateCurrentUserCommand command, CancellationToken cancellationToken)
    {
        User seen = (await users.ReadByIdAsync(command.UserId, cancellationToken)).MustBeActive();
        ProfileChanges changes = new(command.Email, command.Username, command.FullName, command.Bio, command.BirthDate, command.Language);
        bool changesEmail = changes.ContainsNewEmailFor(seen);
        LoginAttempt? attempt = command.Password.HasValue || changesEmail
            ? await reauthentication.RequireAsync(seen, command.SessionId, command.CurrentPassword, cancellationToken)
            : null;
        await emailChanger.CountAsync(seen, changes, cancellationToken);

        // The new password is compared with the names that the account is about to have.
        changes.ApplyTo(seen, clock.GetUtcNow());
        string? passwordHash = command.Password.HasValue
            ? await passwordChanger.HashAsync(command.Password.Value, "password", seen, changes.EmailOf(seen), cancellationToken)
            : null;

        User changed = await accounts.UpdateCallerAsync(seen, ChangeAsync, cancellationToken);
        logger.ProfileChanged(command.UserId, command.Password.HasValue);
        return await reader.DescribeAsync(changed, command.SessionId, cancellationToken);

        async Task<User> ChangeAsync(User user, CancellationToken token)
        {
            DateTimeOffset now = clock.GetUtcNow();
            reauthentication.RecordSuccess(attempt, user);
            changes.ApplyTo(user, now);
            if (passwordHash is not null)
            {
                await passwordChanger.ApplyAsync(user, passwordHash, attempt, now, token);
            }

            if (changesEmail && changes.ContainsNewEmailFor(user))
            {
                await emailChanger.RequestAsync(user, seen, command.Email.Value, now, token);
            }

            return user;
        }
    }
}
