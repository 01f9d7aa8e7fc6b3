using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.EmailDelivery.Builders;

/// <summary>Notifies the owner that the password was changed.</summary>
internal sealed class PasswordChangedBuilder(EmailRateLimiter limiter, EmailModelFactory models) : IEmailBuilder
{
    public EmailKind Kind => EmailKind.PasswordChanged;

    public async Task<EmailModel?> BuildAsync(OutgoingEmail email, User? user, CancellationToken cancellationToken) =>
        user is { IsActive: true } && await limiter.TryCountNoticeAsync(email, user, cancellationToken)
            ? models.Create(email, user, user.Email)
            : null;
}
