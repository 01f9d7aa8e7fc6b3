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

    // A thief who knew the password may have deleted the account. The password is voided, which also voids the links and the pending
    // change from before. An undo link stays: a thief who moved the account to another address must not void the owner's.
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
