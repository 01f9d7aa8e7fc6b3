using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Sessions;
using CleanAuth.Application.Throttling;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Accounts;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Passwords.ChangePassword;

internal sealed class ChangePasswordHandler(
    IUserRepository users,
    IAccountUpdates accounts,
    Reauthentication currentPassword,
    PasswordChanger passwordChanger,
    SessionOpener sessionOpener,
    TimeProvider clock,
    ILogger<ChangePasswordHandler> logger) : IRequestHandler<ChangePasswordCommand, TokenPair>
{
    public async Task<TokenPair> Handle(ChangePasswordCommand command, CancellationToken cancellationToken)
    {
        User seen = (await users.ReadByIdAsync(command.UserId, cancellationToken)).MustBeActive();
        LoginAttempt guess = await currentPassword.CheckAsync(seen, command.SessionId, command.CurrentPassword.Value, cancellationToken);
        string passwordHash = await passwordChanger.HashAsync(command.NewPassword.Value, "new_password", seen, seen.Email, cancellationToken);

        // The caller goes on in a session of the new epoch. In the old one a used refresh token would still buy the new one.
        OpenedSession opened = await accounts.UpdateCallerAsync(seen.Id, ChangeAsync, cancellationToken);

        logger.PasswordChanged(command.UserId);
        return await sessionOpener.WriteTokensAsync(opened, cancellationToken);

        async Task<OpenedSession> ChangeAsync(User user, CancellationToken token)
        {
            user.MustBeAsSeen(seen);
            DateTimeOffset now = clock.GetUtcNow();
            await passwordChanger.ApplyAsync(user, passwordHash, guess, now, token);
            return await sessionOpener.OpenAsync(user, isAdmin: false, now, token);
        }
    }
}
