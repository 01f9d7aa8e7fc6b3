using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;

namespace CleanAuth.Application.EmailDelivery.Builders;

/// <summary>Sends a link that confirms an email change, or notifies the holder of the account that already has the address.</summary>
internal sealed class ConfirmEmailChangeBuilder(
    IUserRepository users,
    EmailRateLimiter limiter,
    EmailModelFactory models,
    AccountOptions options) : IEmailBuilder
{
    private const LinkPurpose Purpose = LinkPurpose.ConfirmEmailChange;

    public EmailKind Kind => EmailKind.ConfirmEmailChange;

    public async Task<EmailModel?> BuildAsync(OutgoingEmail email, User? user, CancellationToken cancellationToken)
    {
        string address = email.Email!;
        if (user is not { IsActive: true }
            || user.PendingEmail != address
            || !await limiter.TryCountAsync(email, address, cancellationToken)
            || !await limiter.TryCountLinkAsync(email, user, Purpose, options.LinkLifetime, cancellationToken))
        {
            return null;
        }

        // Only the holder of the address may learn that it has an account. Create the link in both cases, so that the rate limit does not
        // reveal it.
        EmailModel model = models.CreateWithLink(email, user, Purpose, address, options.LinkLifetime);
        User? holder = await users.ReadByEmailAsync(address, cancellationToken);
        if (holder is null)
        {
            return model;
        }

        if (!holder.IsActive || holder.Id == user.Id)
        {
            return null;
        }

        return model with
        {
            Kind = EmailKind.AddressInUse,
            Username = holder.Username,
            Language = holder.Language,
            Link = null,
            ExpiresAt = null,
        };
    }
}
