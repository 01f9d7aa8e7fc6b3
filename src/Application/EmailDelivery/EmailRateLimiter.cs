using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Abstractions.Links;
using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Application.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Throttling;

namespace CleanAuth.Application.EmailDelivery;

/// <summary>
/// Limits the emails that anonymous callers can cause, to protect mailboxes and the database. Requests from known networks have a separate
/// limit, so that attackers cannot use up the limit of the owner. A retry is not counted again.
/// </summary>
internal sealed class EmailRateLimiter(
    IOutbox outbox,
    IAccountLinkRepository links,
    IAttemptCounterRepository attemptCounters,
    AccountOptions options,
    TimeProvider clock)
{
    // Each code allows several guesses, so a higher limit of emails must not raise the number of codes.
    private const int CodesPerHour = 5;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>
    /// Counts an email to the owner of an account, and returns false if the limit is reached. A verified address has no limit, because an
    /// attacker could use it up to suppress security notices. An unverified address may belong to another person, so it has one.
    /// </summary>
    public async Task<bool> TryCountNoticeAsync(OutgoingEmail email, User user, CancellationToken cancellationToken) =>
        user.IsEmailVerified || await TryCountAsync(email, user.Email, cancellationToken);

    /// <summary>
    /// Counts an email by its kind and address, and returns false if the limit is reached. The count does not depend on accounts, so that
    /// deleting an account does not reset it.
    /// </summary>
    public async Task<bool> TryCountAsync(OutgoingEmail email, string address, CancellationToken cancellationToken)
    {
        if (email.WasAttempted)
        {
            return true;
        }

        AttemptLimit limit = new(options.MailsPerHour, options.MailsPerHour, Hour);
        AttemptCounter empty = AttemptCounter.Create(
            AttemptPurpose.Email, address, email.IsFromKnownNetwork ? $"{email.Kind} from known networks" : $"{email.Kind}");
        while (true)
        {
            AttemptCounter current = (await attemptCounters.ReadAsync([empty.Id], cancellationToken)).SingleOrDefault() ?? empty;
            DateTimeOffset now = clock.GetUtcNow();
            if (current.WaitUnder(limit, now) > TimeSpan.Zero)
            {
                return false;
            }

            // The loop ends: each failed replacement means that another email was counted, and the limit bounds those.
            await outbox.BeginAttemptAsync(email.Id, now, cancellationToken);
            if (await attemptCounters.TryReplaceAsync(current, current.WithAttempt(limit, now), cancellationToken))
            {
                return true;
            }
        }
    }

    /// <summary>Counts a link for a purpose that anonymous callers can request, and returns false if the limit is reached.</summary>
    public async Task<bool> TryCountLinkAsync(
        OutgoingEmail email,
        User user,
        LinkPurpose purpose,
        TimeSpan lifetime,
        CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        int max = purpose == LinkPurpose.LogIn ? Math.Min(CodesPerHour, options.MailsPerHour) : options.MailsPerHour;
        TimeSpan window = purpose == LinkPurpose.LogIn || lifetime > Hour ? Hour : lifetime;
        IReadOnlyList<AccountLink> recent = await links.ReadRecentAsync(
            user.Id, purpose, email.IsFromKnownNetwork, now - window, cancellationToken);
        int count = recent.Count(link => Counts(link, user));
        if (email.WasAttempted)
        {
            // The link of the earlier attempt may be among those counted, so allow one more. A retry is not exempt from the limit:
            // otherwise all emails that waited while the mail server was down would be sent at once.
            return count <= max;
        }

        if (count >= max)
        {
            return false;
        }

        await outbox.BeginAttemptAsync(email.Id, now, cancellationToken);
        return true;
    }

    // Links that give access to the account count only while they are valid. Otherwise an attacker could use up the limit, void the links
    // by changing the password, and leave the owner without a link. Links that bind an address always count. Otherwise an account could
    // send emails to any number of addresses.
    private static bool Counts(AccountLink link, User user) =>
        link.Purpose is not (LinkPurpose.ResetPassword or LinkPurpose.LogIn) || link.IsValidFor(user);
}
