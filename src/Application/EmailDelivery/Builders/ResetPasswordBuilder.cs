using CleanAuth.Application.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;

namespace CleanAuth.Application.EmailDelivery.Builders;

/// <summary>Sends a link that resets the password.</summary>
internal sealed class ResetPasswordBuilder(EmailRateLimiter limiter, EmailModelFactory models, AccountOptions options) : IEmailBuilder
{
    private const LinkPurpose Purpose = LinkPurpose.ResetPassword;

    public EmailKind Kind => EmailKind.ResetPassword;

    public async Task<EmailModel?> BuildAsync(OutgoingEmail email, User? user, CancellationToken cancellationToken) =>
        user is { IsActive: true } && await TryCountLinkAsync(email, user, cancellationToken)
            ? models.CreateWithLink(email, user, Purpose, user.Email, options.LinkLifetime)
            : null;

    // An email with a user id was requested by the owner or by staff. It has no limit; otherwise anonymous callers could use up the limit.
    private async Task<bool> TryCountLinkAsync(OutgoingEmail email, User user, CancellationToken cancellationToken) =>
        email.UserId is not null || await limiter.TryCountLinkAsync(email, user, Purpose, options.LinkLifetime, cancellationToken);
}
