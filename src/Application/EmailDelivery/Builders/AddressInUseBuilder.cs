using CleanAuth.Application.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;

namespace CleanAuth.Application.EmailDelivery.Builders;

/// <summary>
/// Notifies the holder of an address that somebody tried to register it again. The link resets the password, because the holder may have
/// forgotten the account.
/// </summary>
internal sealed class AddressInUseBuilder(EmailRateLimiter limiter, EmailModelFactory models, AccountOptions options) : IEmailBuilder
{
    private const LinkPurpose Purpose = LinkPurpose.ResetPassword;

    public EmailKind Kind => EmailKind.AddressInUse;

    public async Task<EmailModel?> BuildAsync(OutgoingEmail email, User? user, CancellationToken cancellationToken) =>
        user is { IsActive: true }
        && await limiter.TryCountLinkAsync(email, user, Purpose, options.LinkLifetime, cancellationToken)
            ? models.CreateWithLink(email, user, Purpose, user.Email, options.LinkLifetime)
            : null;
}
