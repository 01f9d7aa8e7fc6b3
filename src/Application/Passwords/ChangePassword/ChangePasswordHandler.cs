using CleanAuth.Application.Accounts;
using CleanAuth.Application.Sessions;
using CleanAuth.Application.Throttling;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Accounts;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Passwords.ChangePassword;

internal sealed class ChangePasswordHandler(
    OwnAccount account,
    Reauthentication currentPassword,
    PasswordChanger passwordChanger,
    SessionOpener sessionOpener,
    TimeProvider clock,
    ILogger<ChangePasswordHandler> logger) : IRequestHandler<ChangePasswordCommand, TokenPair>
{
    public async Task<TokenPair> Handle(ChangePasswordCommand command, CancellationToken cancellationToken)
    {
        User seen = await account.SeeAsync(command.UserId, cancellationToken);
        LoginAttempt guess = await currentPassword.CheckAsync(seen, command.SessionId, command.CurrentPassword.Value, cancellationToken);
        string passwordHash = await passwordChanger.HashAsync(command.NewPassword.Value, "new_password", seen, seen.Email, cancellationToken);

        // The caller goes on in a session of the new epoch. In the old one a used refresh token would still buy the new one.
        OpenedSession? opened = null;
        await account.ChangeAsync(seen, ChangeAsync, cancellationToken);

        logger.PasswordChanged(command.UserId);
        return await sessionOpener.WriteTokensAsync(opened!, cancellationToken);

        async Task ChangeAsync(User user, CancellationToken token)
        {
            DateTimeOffset now = clock.GetUtcNow();
            await passwordChanger.ApplyAsync(user, passwordHash, guess, now, token);
            opened = await sessionOpener.OpenAsync(user, isAdmin: false, now, token);
        }
    }
}
