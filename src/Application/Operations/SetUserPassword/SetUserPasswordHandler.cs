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
    NewPasswordHasher newPasswordHasher,
    SessionTerminator sessionTerminator,
    IAttemptCounterRepository attemptCounters,
    IAccountUpdates accounts,
    TimeProvider clock,
    ILogger<SetUserPasswordHandler> logger) : IRequestHandler<SetUserPasswordCommand, Unit>
{
    public async Task<Unit> Handle(SetUserPasswordCommand command, CancellationToken cancellationToken)
    {
        User snapshot = await users.ReadByEmailAsync(command.Email, cancellationToken) ?? throw new UnknownAccountException();

        PasswordOwner owner = PasswordOwner.From(snapshot);
        string passwordHash = await newPasswordHasher.HashAsync(command.Password.Value, owner, "password", cancellationToken);
        await accounts.UpdateAsync(snapshot.Id, ChangeAsync, cancellationToken);

        logger.PasswordChanged(snapshot.Id);
        return Unit.Value;

        async Task ChangeAsync(User user, CancellationToken token)
        {
            DateTimeOffset now = clock.GetUtcNow();
            user.ReplacePassword(passwordHash, now);
            user.ClearPasswordSetBy();
            await attemptCounters.DeleteKnownNetworksAsync(user.Id, token);
            await sessionTerminator.EndAllAfterEpochChangeAsync(user, SessionEndReason.PasswordChanged, now, token);
        }
    }
}
