using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;

namespace CleanAuth.Application.EmailDelivery.Builders;

/// <summary>Notifies the owner of a deleted account. The link restores the account as long as its data are not erased.</summary>
internal sealed class AccountDeletedBuilder(EmailRateLimiter limiter, EmailModelFactory models, TimeProvider clock) : IEmailBuilder
{
    public EmailKind Kind => EmailKind.AccountDeleted;

    public async Task<EmailModel?> BuildAsync(OutgoingEmail email, User? user, CancellationToken cancellationToken)
    {
        // No limit for a verified address: a thief could delete the account until the limit is used up, and the owner would not get
        // the link that restores it. Each deletion needs the password, and each restoration voids it.
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

        TimeSpan left = user.EraseAt - clock.GetUtcNow() ?? TimeSpan.Zero;
        return left > TimeSpan.Zero
            ? models.CreateWithLink(email, user, LinkPurpose.RestoreAccount, email.Email!, left)
            : models.Create(email, user, email.Email!);
    }
}
