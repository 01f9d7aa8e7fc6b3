using CleanAuth.Application.Accounts;
using CleanAuth.Application.Sessions;
using CleanAuth.Application.Throttling;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Accounts;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Passwords.ChangeOwnPassword;

internal sealed class ChangeOwnPasswordHandler(
    OwnAccount account,
    CurrentPassword currentPassword,
    PasswordChange passwordChange,
    SessionOpening sessionOpening,
    TimeProvider clock,
    ILogger<ChangeOwnPasswordHandler> logger) : IRequestHandler<ChangeOwnPasswordCommand, TokenPair>
{
    public async Task<TokenPair> Handle(ChangeOwnPasswordCommand command, CancellationToken cancellationToken)
    {
        User seen = await account.SeeAsync(command.UserId, cancellationToken);
        LoginTry guess = await currentPassword.CheckAsync(seen, command.SessionId, command.CurrentPassword.Value, cancellationToken);
        string passwordHash = await passwordChange.HashAsync(command.NewPassword.Value, "new_password", seen, seen.Email, cancellationToken);

        // The caller goes on in a session of the new epoch. In the old one a used refresh token would still buy the new one.
        OpenedSession? opened = null;
        await account.ChangeAsync(seen, ChangeAsync, cancellationToken);

        logger.PasswordChanged(command.UserId);
        return await sessionOpening.WriteTokensAsync(opened!, cancellationToken);

        async Task ChangeAsync(User user, CancellationToken token)
        {
            DateTimeOffset now = clock.GetUtcNow();
            await passwordChange.ApplyAsync(user, passwordHash, guess, now, token);
            opened = await sessionOpening.OpenAsync(user, isAdmin: false, now, token);
        }
    }
}
