using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Passwords;
using CleanAuth.Application.Sessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.Users.SetUserPassword;

internal sealed class SetUserPasswordHandler(
    IUserRepository users,
    StaffUpdates staffUpdates,
    CurrentStaff staff,
    NewPasswordHasher newPasswordHasher,
    SessionTerminator sessionTerminator,
    IAttemptCounterRepository attemptCounters,
    TimeProvider clock,
    ILogger<SetUserPasswordHandler> logger) : IRequestHandler<SetUserPasswordCommand, Unit>
{
    public const string OwnPassword = "Change your own password in your profile; it requires your current password.";

    public async Task<Unit> Handle(SetUserPasswordCommand command, CancellationToken cancellationToken)
    {
        User snapshot = await users.ReadByIdAsync(command.UserId, cancellationToken) ?? throw new NotFoundException();
        staff.Member.MustBeAbove(snapshot);
        if (snapshot.Id == command.CallerId)
        {
            // A stolen access token or an open page must not be enough to take over the account.
            throw InvalidInputException.Of("password", OwnPassword);
        }

        // Hash before the row is locked: otherwise other requests would wait for the hash.
        PasswordOwner owner = PasswordOwner.From(snapshot);
        string passwordHash = await newPasswordHasher.HashAsync(command.Password.Value, owner, "password", cancellationToken);
        await staffUpdates.UpdateUserAsync(command, command.UserId, version: null, ChangeAsync, cancellationToken);

        logger.PasswordSet(command.CallerId, command.UserId);
        return Unit.Value;

        async Task ChangeAsync(StaffMember actor, User user, CancellationToken token)
        {
            DateTimeOffset now = clock.GetUtcNow();
            user.ReplacePassword(passwordHash, now);
            user.MarkPasswordSetBy(actor.Id);
            await attemptCounters.DeleteKnownNetworksAsync(user.Id, token);
            await sessionTerminator.EndAllAfterEpochChangeAsync(user, SessionEndReason.PasswordChanged, now, token);
        }
    }
}
