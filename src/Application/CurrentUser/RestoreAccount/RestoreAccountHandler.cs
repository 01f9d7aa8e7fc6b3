using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Application.AccountLifecycle;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Links;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.CurrentUser.RestoreAccount;

internal sealed class RestoreAccountHandler(
    LinkUse linkUse,
    Activation activation,
    AddressProof addressProof,
    ILoginRecordRepository loginRecords,
    IOutbox outbox,
    TimeProvider clock,
    ILogger<RestoreAccountHandler> logger) : IRequestHandler<RestoreAccountCommand, Unit>
{
    public async Task<Unit> Handle(RestoreAccountCommand command, CancellationToken cancellationToken)
    {
        AccountLink link = await linkUse.FindAsync(command.Token.Value, LinkPurpose.RestoreAccount, cancellationToken);
        await linkUse.UseAsync(link, RestoreAsync, cancellationToken);

        logger.UserRestored(link.UserId);
        return Unit.Value;
    }

    // A thief who knew the password may have deleted the account. The password is voided, which also voids the links and the pending
    // change from before. An undo link stays: a thief who moved the account to another address must not void the owner's.
    private async Task RestoreAsync(User user, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        await activation.SetAsync(user, isActive: true, cancellationToken);
        user.VoidPassword(now);
        await loginRecords.ForgetAsync(user.Id, cancellationToken);
        await addressProof.RecordAsync(user, newPasswordHash: null, now, cancellationToken);
        outbox.Add(OutgoingMail.To(user, MailKind.ResetPassword, now));
    }
}
