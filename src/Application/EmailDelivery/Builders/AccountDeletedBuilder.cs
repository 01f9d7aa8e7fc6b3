using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;

namespace CleanAuth.Application.EmailDelivery.Builders;

/// <summary>Notifies the owner of a deleted account. The link restores the account until it is erased.</summary>
internal sealed class AccountDeletedBuilder(EmailRateLimiter limiter, EmailModelFactory models, TimeProvider clock) : IEmailBuilder
{
    public EmailKind Kind => EmailKind.AccountDeleted;

    public async Task<EmailModel?> BuildAsync(OutgoingEmail email, User? user, CancellationToken cancellationToken)
    {
        // A verified address has no limit: an attacker could use it up by deleting the account repeatedly, and the owner would not get
        // the link that restores the account. Repetition is bounded anyway, because each restoration voids the password.
        if (user is not { IsEmailVerified: true } && !await limiter.TryCountAsync(email, email.Email!, cancellationToken))
        {
            return null;
        }

        if (user is null)
        {
            return models.CreateWithoutAccount(email);
        }

        // The account was restored or deactivated before the email was sent.
        if (!user.AwaitsErasure)
        {
            return null;
        }

        TimeSpan remaining = user.EraseAt - clock.GetUtcNow() ?? TimeSpan.Zero;
        return remaining > TimeSpan.Zero
            ? models.CreateWithLink(email, user, LinkPurpose.RestoreAccount, email.Email!, remaining)
            : models.Create(email, user, email.Email!);
    }
}
