using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.EmailDelivery.Outbox;

/// <summary>The outbox as the courier sees it.</summary>
internal sealed class OutboxStore(AuthDbContext context, EmailOptions options, TimeProvider clock)
{
    // Another message waits no longer than these take.
    private const int VerificationsAtATime = 10;

    public Task<bool> AnyDueAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return context.OutgoingMails.AnyAsync(mail => mail.DueAt <= now, cancellationToken);
    }

    /// <summary>
    /// The messages whose time has come, the longest due first, without those to pass over. Verifications come where nothing else is due, and a
    /// few at a time: a stranger who registers many addresses must not delay the resets and login codes of others. These are bounded
    /// by the limits of emails and requests, so verifications do not wait for ever.
    /// </summary>
    public async Task<IReadOnlyList<Guid>> ReadDueAsync(int count, IReadOnlyCollection<Guid> without, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        IQueryable<OutgoingEmail> due = context.OutgoingMails.Where(mail => mail.DueAt <= now && !without.Contains(mail.Id));
        IReadOnlyList<Guid> urgent = await ReadOldestAsync(due.Where(mail => mail.Kind != EmailKind.VerifyEmail), count, cancellationToken);
        return urgent.Count > 0 ? urgent : await ReadOldestAsync(due, Math.Min(count, VerificationsAtATime), cancellationToken);
    }

    public Task DeleteAsync(Guid id, CancellationToken cancellationToken) => context.WriteAsync(
        token => context.OutgoingMails.Where(mail => mail.Id == id).ExecuteDeleteAsync(token),
        cancellationToken);

    /// <summary>Deletes a link that nobody was told of: it must not count among those that an account may have in an hour.</summary>
    public Task TakeBackLinkAsync(string linkId, CancellationToken cancellationToken) => context.WriteAsync(
        token => context.AccountLinks.Where(link => link.Id == linkId).ExecuteDeleteAsync(token),
        cancellationToken);

    /// <summary>Puts a message off or gives it up, and answers it as it is then; null when it is gone.</summary>
    public async Task<OutgoingEmail?> NoteFailureAsync(Guid id, string failure, bool isFinal, CancellationToken cancellationToken)
    {
        OutgoingEmail? mail = await context.OutgoingMails.FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (mail is null)
        {
            return null;
        }

        int attempts = mail.Attempts + 1;
        if (isFinal || attempts >= options.MaxAttempts)
        {
            mail.GiveUp(failure);
        }
        else
        {
            mail.Postpone(clock.GetUtcNow() + RetryBackoff.AfterAttempts(attempts, id), failure);
        }

        return await TrySaveAsync(cancellationToken) ? mail : null;
    }

    private static async Task<IReadOnlyList<Guid>> ReadOldestAsync(
        IQueryable<OutgoingEmail> mails,
        int count,
        CancellationToken cancellationToken) => await mails
            .OrderBy(mail => mail.DueAt)
            .ThenBy(mail => mail.Id)
            .Select(mail => mail.Id)
            .Take(count)
            .ToListAsync(cancellationToken);

    private async Task<bool> TrySaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            // It was deleted together with its account.
            return false;
        }
    }
}
