using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.SetPassword;

internal sealed class SetPasswordHandler(
    IUserRepository users,
    IAccountChanges accounts,
    CurrentStaff staff,
    NewPassword newPassword,
    SessionEnding sessionEnding,
    TimeProvider clock,
    ILogger<SetPasswordHandler> logger) : IRequestHandler<SetPasswordCommand, Unit>
{
    public const string OwnPassword = "Change your own password in your profile, with the one that you have.";

    public async Task<Unit> Handle(SetPasswordCommand command, CancellationToken cancellationToken)
    {
        User seen = await users.ReadByIdAsync(command.UserId, cancellationToken) ?? throw new NotFoundException();
        staff.Member.MustBeAbove(seen);
        if (seen.Id == command.CallerId)
        {
            // Whoever finds the page open, or has a stolen access token, must not get the account by it.
            throw InvalidInputException.Of("password", OwnPassword);
        }

        // Nobody else must wait for the account as long as a hash takes.
        string passwordHash = await newPassword.HashAsync(command.Password.Value, seen, cancellationToken);
        await accounts.ChangeAsync(command.UserId, version: null, ChangeAsync, cancellationToken);

        logger.PasswordSet(command.CallerId, command.UserId);
        return Unit.Value;

        Task ChangeAsync(User user, CancellationToken token)
        {
            staff.Member.MustBeAbove(user);
            DateTimeOffset now = clock.GetUtcNow();
            user.ChangePassword(passwordHash, now);
            return sessionEnding.EndAllAsync(user, SessionEnd.PasswordChanged, now, token);
        }
    }
}
