using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Passwords;
using CleanAuth.Application.Sessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Operations.SetUserPassword;

internal sealed class SetUserPasswordHandler(
    IUserRepository users,
    NewPasswordHasher newPassword,
    SessionTerminator sessionTerminator,
    IAttemptCounterRepository attemptCounters,
    IAccountUpdates accounts,
    TimeProvider clock,
    ILogger<SetUserPasswordHandler> logger) : IRequestHandler<SetUserPasswordCommand, Unit>
{
    public async Task<Unit> Handle(SetUserPasswordCommand command, CancellationToken cancellationToken)
    {
        User seen = await users.ReadByEmailAsync(command.Email, cancellationToken) ?? throw new UnknownAccountException();

        string passwordHash = await newPassword.HashAsync(command.Password.Value, seen, cancellationToken);
        await accounts.UpdateAsync(seen.Id, ChangeAsync, cancellationToken);

        logger.PasswordChanged(seen.Id);
        return Unit.Value;

        async Task ChangeAsync(User user, CancellationToken token)
        {
            DateTimeOffset now = clock.GetUtcNow();
            user.ReplacePassword(passwordHash, now);
            user.ClearPasswordSetBy();
            await attemptCounters.DeleteKnownNetworksAsync(user.Id, token);
            await sessionTerminator.EndAllAsync(user, SessionEndReason.PasswordChanged, now, token);
        }
    }
}
