using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Throttling;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Accounts;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Passwords.ChangePassword;

internal sealed class ChangePasswordHandler(
    IUserRepository users,
    IAccountUpdates accounts,
    Reauthentication reauthentication,
    PasswordChanger passwordChanger,
    TokenSessionOpener tokenSessionOpener,
    TimeProvider clock,
    ILogger<ChangePasswordHandler> logger) : IRequestHandler<ChangePasswordCommand, TokenPair>
{
    public async Task<TokenPair> Handle(ChangePasswordCommand command, CancellationToken cancellationToken)
    {
        User snapshot = (await users.ReadByIdAsync(command.UserId, cancellationToken)).MustBeActive();
        LoginAttempt attempt =
            await reauthentication.VerifyAsync(snapshot, command.SessionId, command.CurrentPassword.Value, cancellationToken);
        string passwordHash =
            await passwordChanger.HashAsync(command.NewPassword.Value, "new_password", snapshot, snapshot.Email, cancellationToken);

        // Open a new session for the caller and end the old one, so that a stolen refresh token of the old session becomes useless.
        TokenSession opened = await accounts.UpdateCallerAsync(snapshot, ChangeAsync, cancellationToken);

        logger.PasswordChanged(command.UserId);
        return await tokenSessionOpener.WriteTokensAsync(opened, cancellationToken);

        async Task<TokenSession> ChangeAsync(User user, CancellationToken token)
        {
            DateTimeOffset now = clock.GetUtcNow();
            reauthentication.RecordSuccess(attempt, user);
            await passwordChanger.ApplyAsync(user, passwordHash, attempt, now, token);
            return await tokenSessionOpener.OpenAsync(user, now, token);
        }
    }
}
