using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Links;
using CleanAuth.Application.Throttling;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Links;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Passwords.ConfirmPasswordReset;

internal sealed class ConfirmPasswordResetHandler(
    AccountLinkRedeemer accountLinkRedeemer,
    IUserRepository users,
    NewPasswordHasher newPasswordHasher,
    EmailOwnershipRecorder emailOwnershipRecorder,
    KnownNetworks knownNetworks,
    TimeProvider clock,
    ILogger<ConfirmPasswordResetHandler> logger) : IRequestHandler<ConfirmPasswordResetCommand, Unit>
{
    public async Task<Unit> Handle(ConfirmPasswordResetCommand command, CancellationToken cancellationToken)
    {
        // Hashing is slow: check the link before it, and lock the account only after it.
        AccountLink link = await accountLinkRedeemer.FindValidAsync(
            command.Token.Value, LinkPurpose.ResetPassword, cancellationToken);
        User? snapshot = await users.ReadByIdAsync(link.UserId, cancellationToken);
        if (snapshot is null || !link.IsValidFor(snapshot))
        {
            throw AccountLinkRedeemer.Refused();
        }

        string passwordHash = await newPasswordHasher.HashAsync(
            command.NewPassword.Value, PasswordOwner.From(snapshot), "new_password", cancellationToken);
        await accountLinkRedeemer.RedeemAsync(link, ChangeAsync, cancellationToken);
        await logger.RunBestEffortAsync(() => knownNetworks.AddCallerAsync(snapshot, cancellationToken));

        logger.PasswordReset(link.UserId);
        return Unit.Value;

        Task ChangeAsync(User user, CancellationToken token)
        {
            user.ClearSetByStaff();
            return emailOwnershipRecorder.RecordAsync(user, passwordHash, clock.GetUtcNow(), token);
        }
    }
}
