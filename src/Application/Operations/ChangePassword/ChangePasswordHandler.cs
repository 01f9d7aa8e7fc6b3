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

namespace CleanAuth.Application.Operations.ChangePassword;

internal sealed class ChangePasswordHandler(
    IUserRepository users,
    NewPassword newPassword,
    SessionEnding sessionEnding,
    ILoginRecordRepository loginRecords,
    IAccountChanges accounts,
    TimeProvider clock,
    ILogger<ChangePasswordHandler> logger) : IRequestHandler<ChangePasswordCommand, Unit>
{
    public async Task<Unit> Handle(ChangePasswordCommand command, CancellationToken cancellationToken)
    {
        User seen = await users.ReadByEmailAsync(command.Email, cancellationToken) ?? throw new UnknownAccountException();

        string passwordHash = await newPassword.HashAsync(command.Password.Value, seen, cancellationToken);
        await accounts.ChangeAsync(seen.Id, version: null, ChangeAsync, cancellationToken);

        logger.PasswordChanged(seen.Id);
        return Unit.Value;

        async Task ChangeAsync(User user, CancellationToken token)
        {
            DateTimeOffset now = clock.GetUtcNow();
            user.ChangePassword(passwordHash, now);
            user.ClaimPassword();
            await loginRecords.ForgetAsync(user.Id, token);
            await sessionEnding.EndAllAsync(user, SessionEnd.PasswordChanged, now, token);
        }
    }
}
