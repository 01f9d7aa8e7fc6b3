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
    CurrentUserReader currentUserReader,
    TimeProvider clock,
    ILogger<UpdateCurrentUserHandler> logger) : IRequestHandler<UpdateCurrentUserCommand, CurrentUserDto>
{
    public async Task<CurrentUserDto> Handle(UpdateCurrentUserCommand command, CancellationToken cancellationToken)
    {
        User snapshot = (await users.ReadByIdAsync(command.UserId, cancellationToken)).MustBeActive();
        ProfileChanges changes = command.ToChanges();
        bool changesEmail = changes.ContainsNewEmailFor(snapshot);
        LoginAttempt? attempt = command.Password.HasValue || changesEmail
            ? await reauthentication.RequireAsync(snapshot, command.SessionId, command.CurrentPassword, cancellationToken)
            : null;
        await emailChanger.CountAsync(snapshot, changes, cancellationToken);

        // Apply the changes to the untracked snapshot first, because the new password must not resemble the new username or name.
        changes.ApplyTo(snapshot, clock.GetUtcNow());
        string? passwordHash = command.Password.HasValue
            ? await passwordChanger.HashAsync(command.Password.Value, "password", snapshot, changes.EmailOf(snapshot), cancellationToken)
            : null;

        User changed = await accounts.UpdateCallerAsync(snapshot, ChangeAsync, cancellationToken);
        logger.ProfileChanged(command.UserId, command.Password.HasValue);
        return await currentUserReader.ToDtoAsync(changed, command.SessionId, cancellationToken);

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
                await emailChanger.RequestAsync(user, snapshot, command.Email.Value, now, token);
            }

            return user;
        }
    }
}
