using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.EmailDelivery.Outbox;

/// <summary>The table of outgoing emails. Use cases add emails, and the courier sends and deletes them.</summary>
internal sealed class EmailOutbox(AuthDbContext context) : IOutbox
{
    private const int RetryBatchSize = 500;

    // Verification emails are sent in small batches, so that another email waits for one such batch at most.
    private const int VerificationBatchSize = 10;

    public void Add(OutgoingEmail email) => context.OutgoingEmails.Add(email);

    public Task BeginAttemptAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) => context.WriteAsync(
        token => context.OutgoingEmails
            .Where(email => email.Id == id && email.AttemptedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(email => email.AttemptedAt, now), token),
        cancellationToken);

    public Task<OutgoingEmail?> ReadAsync(Guid id, CancellationToken cancellationToken) =>
        context.OutgoingEmails.AsNoTracking().FirstOrDefaultAsync(email => email.Id == id, cancellationToken);

    public Task DeleteCreatedAfterAsync(Guid userId, EmailKind kind, DateTimeOffset time, CancellationToken cancellationToken) =>
        context.OutgoingEmails
            .Where(email => email.UserId == userId && email.Kind == kind && email.CreatedAt > time)
            .ExecuteDeleteAsync(cancellationToken);

    // Compare addresses here, because the database cannot apply EmailAddress.KeyOf.
    public async Task DeleteForOtherAddressesAsync(Guid userId, string email, CancellationToken cancellationToken)
    {
        string key = EmailAddress.KeyOf(email);
        Dictionary<Guid, string?> addresses = await context.OutgoingEmails
            .Where(row => row.UserId == userId && row.Kind != EmailKind.EmailChanged && row.Email != null)
            .ToDictionaryAsync(row => row.Id, row => row.Email, cancellationToken);
        Guid[] others = [.. addresses.Where(row => EmailAddress.KeyOf(row.Value!) != key).Select(row => row.Key)];
        await context.OutgoingEmails.Where(row => others.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    // Keep notices: they have no link, and the owner must get them.
    public Task DeleteWithLinksAsync(Guid userId, CancellationToken cancellationToken) => context.OutgoingEmails
        .Where(email => email.UserId == userId
            && !email.IsNotice
            && email.Kind != EmailKind.PasswordChanged
            && email.Kind != EmailKind.AccountSecured)
        .ExecuteDeleteAsync(cancellationToken);

    public async Task<int> RetryGivenUpAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        int total = 0;
        List<OutgoingEmail> batch;
        do
        {
            batch = await context.OutgoingEmails
                .Where(email => email.DueAt == null)
                .OrderBy(email => email.Id)
                .Take(RetryBatchSize)
                .ToListAsync(cancellationToken);
            batch.ForEach(email => email.Retry(now));
            await context.SaveChangesAsync(cancellationToken);
            context.ChangeTracker.Clear();
            total += batch.Count;
        }
        while (batch.Count == RetryBatchSize);

        return total;
    }

    public Task<bool> AnyDueAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        context.OutgoingEmails.AnyAsync(email => email.DueAt <= now, cancellationToken);

    /// <summary>
    /// Returns the ids of due emails, the longest due first. Verification emails come last and in small batches, so that mass
    /// registrations cannot delay password resets and login codes. Those are rate-limited, so verifications are not starved.
    /// </summary>
    public async Task<IReadOnlyList<Guid>> ReadDueAsync(
        DateTimeOffset now,
        int count,
        IReadOnlyCollection<Guid> except,
        CancellationToken cancellationToken)
    {
        IQueryable<OutgoingEmail> due = context.OutgoingEmails.Where(email => email.DueAt <= now && !except.Contains(email.Id));
        IQueryable<OutgoingEmail> others = due.Where(email => email.Kind != EmailKind.VerifyEmail);
        IReadOnlyList<Guid> urgent = await ReadOldestAsync(others, count, cancellationToken);
        return urgent.Count > 0 ? urgent : await ReadOldestAsync(due, Math.Min(count, VerificationBatchSize), cancellationToken);
    }

    /// <summary>Changes an email after an attempt, and returns it; null when it was deleted together with its account.</summary>
    public async Task<OutgoingEmail?> UpdateAsync(Guid id, Action<OutgoingEmail> change, CancellationToken cancellationToken)
    {
        OutgoingEmail? email = await context.OutgoingEmails.FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (email is null)
        {
            return null;
        }

        change(email);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return email;
        }
        catch (DbUpdateConcurrencyException)
        {
            return null;
        }
    }

    public Task DeleteAsync(Guid id, CancellationToken cancellationToken) => context.WriteAsync(
        token => context.OutgoingEmails.Where(email => email.Id == id).ExecuteDeleteAsync(token),
        cancellationToken);

    /// <summary>Deletes the link of an email that was not sent, so that it does not count towards the limit of the account.</summary>
    public Task DeleteLinkAsync(string linkId, CancellationToken cancellationToken) => context.WriteAsync(
        token => context.AccountLinks.Where(link => link.Id == linkId).ExecuteDeleteAsync(token),
        cancellationToken);

    private static async Task<IReadOnlyList<Guid>> ReadOldestAsync(
        IQueryable<OutgoingEmail> emails,
        int count,
        CancellationToken cancellationToken) => await emails
            .OrderBy(email => email.DueAt)
            .ThenBy(email => email.Id)
            .Select(email => email.Id)
            .Take(count)
            .ToListAsync(cancellationToken);
}
