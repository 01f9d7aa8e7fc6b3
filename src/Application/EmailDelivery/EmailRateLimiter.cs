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
/// Limits the emails that strangers can cause, so that they fill neither a mailbox nor the database. Requests from networks where
/// the account logged in lately have a limit of their own, so that strangers cannot use up the owner's. A retry is not counted
/// again.
/// </summary>
internal sealed class EmailRateLimiter(
    IOutbox outbox,
    IAccountLinkRepository links,
    IAttemptCounterRepository attemptCounters,
    AccountOptions options,
    TimeProvider clock)
{
    // Each code allows some guesses, so a higher limit of emails must not raise the number of codes.
    private const int CodesPerHour = 5;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>
    /// Counts an email to the owner of an account. A verified address has no limit: a thief could use it up to keep warnings from the
    /// owner. An unverified address may be a stranger's, whose mailbox must not be filled.
    /// </summary>
    public async Task<bool> TryCountNoticeAsync(OutgoingEmail email, User user, CancellationToken cancellationToken) =>
        user.IsEmailVerified || await TryCountAsync(email, user.Email, cancellationToken);

    /// <summary>
    /// Counts an email by its kind and address, and returns false when the limit is reached. The count does not depend on accounts, so
    /// that deleting an account does not reset it.
    /// </summary>
    public async Task<bool> TryCountAsync(OutgoingEmail email, string address, CancellationToken cancellationToken)
    {
        if (email.WasAttempted)
        {
            return true;
        }

        AttemptLimit limit = new(options.MailsPerHour, options.MailsPerHour, Hour);
        AttemptCounter blank = AttemptCounter.Create(
            AttemptPurpose.Email, address, email.IsFromKnownNetwork ? $"{email.Kind} from known networks" : $"{email.Kind}");
        while (true)
        {
            AttemptCounter seen = (await attemptCounters.ReadAsync([blank.Id], cancellationToken)).SingleOrDefault() ?? blank;
            DateTimeOffset now = clock.GetUtcNow();
            if (seen.WaitUnder(limit, now) > TimeSpan.Zero)
            {
                return false;
            }

            // The loop ends: each failed replacement means that another email was counted, and their number is limited.
            await outbox.BeginAttemptAsync(email.Id, now, cancellationToken);
            if (await attemptCounters.TryReplaceAsync(seen, seen.WithAttempt(limit, now), cancellationToken))
            {
                return true;
            }
        }
    }

    /// <summary>Returns whether the account may get one more link for a purpose that anyone can request.</summary>
    public async Task<bool> TryCountLinkAsync(
        OutgoingEmail email,
        User user,
        LinkPurpose purpose,
        TimeSpan lifetime,
        CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        int most = purpose == LinkPurpose.LogIn ? Math.Min(CodesPerHour, options.MailsPerHour) : options.MailsPerHour;
        TimeSpan window = purpose == LinkPurpose.LogIn || lifetime > Hour ? Hour : lifetime;
        IReadOnlyList<AccountLink> recent = await links.ReadRecentAsync(
            user.Id, purpose, email.IsFromKnownNetwork, now - window, cancellationToken);
        int count = recent.Count(link => Counts(link, user));
        if (email.WasAttempted)
        {
            // Its own link may be among those counted. It is not exempt from the limit: failed emails have no link, so all emails that
            // wait for a mail server would be sent at once when it is available again.
            return count <= most;
        }

        if (count >= most)
        {
            return false;
        }

        await outbox.BeginAttemptAsync(email.Id, now, cancellationToken);
        return true;
    }

    // Links that give access to the account count only while they are valid: a thief could use up the limit, void the links by a change
    // of the password, and leave the owner without any. Links that bind an address always count: an account could otherwise have
    // emails sent to any number of addresses.
    private static bool Counts(AccountLink link, User user) =>
        link.Purpose is not (LinkPurpose.ResetPassword or LinkPurpose.LogIn) || link.IsValidFor(user);
}
