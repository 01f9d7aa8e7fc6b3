using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.EmailDelivery.Builders;

/// <summary>Notifies the owner that the first proof of the address revoked all earlier access.</summary>
internal sealed class AccountSecuredBuilder(EmailRateLimiter limiter, EmailModelFactory models) : IEmailBuilder
{
    public EmailKind Kind => EmailKind.AccountSecured;

    public async Task<EmailModel?> BuildAsync(OutgoingEmail email, User? user, CancellationToken cancellationToken) =>
        user is { IsActive: true } && await limiter.TryCountNoticeAsync(email, user, cancellationToken)
            ? models.Create(email, user, user.Email)
            : null;
}
