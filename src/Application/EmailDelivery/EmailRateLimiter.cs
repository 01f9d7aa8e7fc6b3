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
/// Bounds what strangers can have us write to others: neither their mailbox nor the store must fill up. Requests from networks where
/// the account logged in lately are counted by themselves, so that strangers cannot use up what the owner may ask for. A message that
/// was counted at its first attempt is not refused at a later one because of its own count.
/// </summary>
internal sealed class EmailRateLimiter(
    IOutbox outbox,
    IAccountLinkRepository links,
    IAttemptCounterRepository records,
    AccountOptions options,
    TimeProvider clock)
{
    // Each code lets its asker guess, so their number must not grow with that of the messages.
    private const int CodesPerHour = 5;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>
    /// Counts a message by its address, whatever accounts of it come and go: what is counted stays when they are gone.
    /// </summary>
    public async Task<bool> MayBeToldAsync(OutgoingEmail mail, string address, CancellationToken cancellationToken)
    {
        if (mail.WasTried)
        {
            return true;
        }

        AttemptLimit limit = new(options.MailsPerHour, options.MailsPerHour, Hour);
        AttemptCounter blank = AttemptCounter.Blank(address, mail.IsFromKnownNetwork ? $"mail {mail.Kind} of known networks" : $"mail {mail.Kind}");
        while (true)
        {
            AttemptCounter seen = (await records.ReadAsync([blank.Id], cancellationToken)).SingleOrDefault() ?? blank;
            DateTimeOffset now = clock.GetUtcNow();
            if (seen.WaitUnder(limit, now) > TimeSpan.Zero)
            {
                return false;
            }

            // Where another message is counted meanwhile, there is one less left, so this ends.
            await outbox.BeginAsync(mail.Id, cancellationToken);
            if (await records.TryReplaceAsync(seen, seen.Count(limit, now), cancellationToken))
            {
                return true;
            }
        }
    }

    /// <summary>
    /// Whether an account may have one more link that anybody can ask for. Of links that give the account to the reader of its address,
    /// only those count that are still valid: a thief could use up the limit, void the links, and leave the owner none. The others
    /// bind an address; all of an account count, or it could have many addresses written to.
    /// </summary>
    public async Task<bool> MayHaveLinkAsync(
        OutgoingEmail mail,
        User user,
        LinkPurpose purpose,
        TimeSpan lifetime,
        CancellationToken cancellationToken)
    {
        int most = purpose == LinkPurpose.LogIn ? Math.Min(CodesPerHour, options.MailsPerHour) : options.MailsPerHour;
        TimeSpan window = purpose == LinkPurpose.LogIn || lifetime > Hour ? Hour : lifetime;
        IReadOnlyList<AccountLink> recent = await links.ReadRecentAsync(
            user.Id, purpose, mail.IsFromKnownNetwork, clock.GetUtcNow() - window, cancellationToken);
        int count = purpose is LinkPurpose.ResetPassword or LinkPurpose.LogIn ? recent.Count(link => link.IsGoodFor(user)) : recent.Count;
        if (mail.WasTried)
        {
            // Its own link may be among them. It may be gone as well, as those of all others that were put off with it: without
            // a bound a mail server that is away for a while would have as many links sent as were asked for.
            return count <= most;
        }

        if (count >= most)
        {
            return false;
        }

        await outbox.BeginAsync(mail.Id, cancellationToken);
        return true;
    }
}
