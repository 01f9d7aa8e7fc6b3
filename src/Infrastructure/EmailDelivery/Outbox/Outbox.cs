using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.EmailDelivery.Outbox;

internal sealed class Outbox(AuthDbContext context) : IOutbox
{
    private const int BatchSize = 500;

    public void Add(OutgoingEmail mail) => context.OutgoingMails.Add(mail);

    public Task BeginAsync(Guid id, CancellationToken cancellationToken) => context.WriteAsync(
        token => context.OutgoingMails
            .Where(mail => mail.Id == id && mail.Failure == null)
            .ExecuteUpdateAsync(row => row.SetProperty(mail => mail.Failure, OutgoingEmail.Interrupted), token),
        cancellationToken);

    public Task<OutgoingEmail?> ReadAsync(Guid id, CancellationToken cancellationToken) =>
        context.OutgoingMails.AsNoTracking().FirstOrDefaultAsync(mail => mail.Id == id, cancellationToken);

    public Task DeleteLaterAsync(Guid userId, EmailKind kind, DateTimeOffset time, CancellationToken cancellationToken) =>
        context.OutgoingMails
            .Where(mail => mail.UserId == userId && mail.Kind == kind && mail.CreatedAt > time)
            .ExecuteDeleteAsync(cancellationToken);

    public Task DeleteToOtherAddressesAsync(Guid userId, string email, CancellationToken cancellationToken) =>
        context.OutgoingMails
            .Where(mail => mail.UserId == userId && mail.Kind != EmailKind.EmailChanged && mail.Email != null && mail.Email != email)
            .ExecuteDeleteAsync(cancellationToken);

    // Notices hold no link, and people must get them.
    public Task DeleteWithLinksAsync(Guid userId, CancellationToken cancellationToken) => context.OutgoingMails
        .Where(mail => mail.UserId == userId && !mail.IsNotice && mail.Kind != EmailKind.PasswordChanged && mail.Kind != EmailKind.AccountSecured)
        .ExecuteDeleteAsync(cancellationToken);

    public async Task<int> RetryGivenUpAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        int total = 0;
        List<OutgoingEmail> batch;
        do
        {
            batch = await context.OutgoingMails
                .Where(mail => mail.DueAt == null)
                .OrderBy(mail => mail.Id)
                .Take(BatchSize)
                .ToListAsync(cancellationToken);
            batch.ForEach(mail => mail.Retry(now));
            await context.SaveChangesAsync(cancellationToken);
            context.ChangeTracker.Clear();
            total += batch.Count;
        }
        while (batch.Count == BatchSize);

        return total;
    }
}
