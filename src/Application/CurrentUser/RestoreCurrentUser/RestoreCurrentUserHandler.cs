using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Application.AccountLifecycle;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Links;
using CleanAuth.Application.Passwords;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.CurrentUser.RestoreCurrentUser;

internal sealed class RestoreCurrentUserHandler(
    AccountLinkRedeemer accountLinkRedeemer,
    AccountActivation accountActivation,
    EmailOwnershipRecorder emailOwnershipRecorder,
    IAttemptCounterRepository attemptCounters,
    IOutbox outbox,
    TimeProvider clock,
    ILogger<RestoreCurrentUserHandler> logger) : IRequestHandler<RestoreCurrentUserCommand, Unit>
{
    public async Task<Unit> Handle(RestoreCurrentUserCommand command, CancellationToken cancellationToken)
    {
        AccountLink link = await accountLinkRedeemer.FindValidAsync(command.Token.Value, LinkPurpose.RestoreAccount, cancellationToken);
        await accountLinkRedeemer.RedeemAsync(link, RestoreAsync, cancellationToken);

        logger.UserRestored(link.UserId);
        return Unit.Value;
    }

    // An attacker who knew the password may have deleted the account, so void the password. This also voids earlier links and removes
    // the pending address. Undo links stay valid: an attacker who changed the address must not be able to void the owner's undo link.
    private async Task RestoreAsync(User user, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        await accountActivation.SetAsync(user, isActive: true, cancellationToken);
        user.VoidPassword(now);
        await attemptCounters.DeleteKnownNetworksAsync(user.Id, cancellationToken);
        await emailOwnershipRecorder.RecordAsync(user, newPasswordHash: null, now, cancellationToken);
        outbox.Add(OutgoingEmail.To(user, EmailKind.ResetPassword, now));
    }
}
