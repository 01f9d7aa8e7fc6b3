using CleanAuth.Application.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;

namespace CleanAuth.Application.EmailDelivery.Builders;

/// <summary>Sends a link that verifies the address.</summary>
internal sealed class VerifyEmailBuilder(EmailRateLimiter limiter, EmailModelFactory models, AccountOptions options) : IEmailBuilder
{
    private const LinkPurpose Purpose = LinkPurpose.VerifyEmail;

    public EmailKind Kind => EmailKind.VerifyEmail;

    public async Task<EmailModel?> BuildAsync(OutgoingEmail email, User? user, CancellationToken cancellationToken) =>
        user is { IsActive: true, IsEmailVerified: false }
        && await limiter.TryCountAsync(email, user.Email, cancellationToken)
        && await limiter.TryCountLinkAsync(email, user, Purpose, options.VerificationLifetime, cancellationToken)
            ? models.CreateWithLink(email, user, Purpose, user.Email, options.VerificationLifetime)
            : null;
}
