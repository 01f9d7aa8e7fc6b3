using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;

namespace CleanAuth.Application.EmailDelivery.Builders;

/// <summary>Notifies the previous address of a change. The link undoes the change.</summary>
internal sealed class EmailChangedBuilder(
    IOutbox outbox,
    IAccountUpdates accounts,
    EmailRateLimiter limiter,
    EmailModelFactory models,
    AccountOptions options) : IEmailBuilder
{
    public EmailKind Kind => EmailKind.EmailChanged;

    public async Task<EmailModel?> BuildAsync(OutgoingEmail email, User? user, CancellationToken cancellationToken)
    {
        // Count before the row of the account is locked, so that waiting for the counter does not prolong the lock.
        if (!await TryCountAsync(email, user, cancellationToken))
        {
            return null;
        }

        try
        {
            return await BuildLockedAsync(email, cancellationToken);
        }
        catch (NotFoundException)
        {
            // The account was deleted, so there is nothing to undo.
            return models.CreateWithoutAccount(email);
        }
    }

    // An undo deletes the emails and links of later changes while it locks the account. Without the lock here, a link could be created for
    // an email that was just deleted.
    private Task<EmailModel?> BuildLockedAsync(OutgoingEmail email, CancellationToken cancellationToken) => accounts.UpdateAsync(
        email.UserId!.Value,
        async (user, token) => await outbox.ReadAsync(email.Id, token) is null ? null : Build(email, user),
        cancellationToken);

    // A notice has no link, because a member of staff who had entered the previous address could take over the account by it.
    private EmailModel Build(OutgoingEmail email, User user) => email.IsNotice
        ? models.Create(email, user, email.Email!)
        : models.CreateWithLink(
            email, user, LinkPurpose.UndoEmailChange, email.Email!, options.UndoLifetime, createdAt: email.CreatedAt);

    // If only the case was changed, the previous address still belongs to the account.
    private Task<bool> TryCountAsync(OutgoingEmail email, User? user, CancellationToken cancellationToken) =>
        user is not null && user.NormalizedEmail == EmailAddress.KeyOf(email.Email!)
            ? limiter.TryCountNoticeAsync(email, user, cancellationToken)
            : limiter.TryCountAsync(email, email.Email!, cancellationToken);
}
