using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Throttling;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CleanAuth.Infrastructure.Persistence.Repositories;

internal sealed class AttemptCounterRepository(AuthDbContext context) : IAttemptCounterRepository
{
    public async Task<IReadOnlyList<AttemptCounter>> ReadAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        await context.LoginRecords.AsNoTracking().Where(record => ids.Contains(record.Id)).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<AttemptCounterOfAddress>> ReadAsync(
        string email,
        IReadOnlyCollection<string> ids,
        CancellationToken cancellationToken)
    {
        string key = EmailAddress.KeyOf(email);
        return await context.LoginRecords.AsNoTracking()
            .Where(record => ids.Contains(record.Id))
            .Select(record => new AttemptCounterOfAddress(
                record, context.Users.Any(user => user.Id == record.UserId && user.NormalizedEmail == key)))
            .ToListAsync(cancellationToken);
    }

    public async Task<bool> TryReplaceAsync(AttemptCounter seen, AttemptCounter counted, CancellationToken cancellationToken)
    {
        if (seen.IsBlank)
        {
            return await TryInsertAsync(counted, cancellationToken);
        }

        // The condition and the change are one statement: no interleaving lets two callers count as one.
        int replaced = await context.WriteAsync(
            token => context.LoginRecords
                .Where(record => record.Id == seen.Id && record.Tries == seen.Tries && record.TriedAt == seen.TriedAt)
                .ExecuteUpdateAsync(
                    row => row
                        .SetProperty(record => record.Tries, counted.Tries)
                        .SetProperty(record => record.TriedAt, counted.TriedAt)
                        .SetProperty(record => record.SucceededAt, counted.SucceededAt)
                        .SetProperty(record => record.UserId, counted.UserId)
                        .SetProperty(record => record.ExpiresAt, counted.ExpiresAt),
                    token),
            token => IsStoredAsync(counted, token),
            cancellationToken);
        return replaced == 1;
    }

    public void Update(AttemptCounter record) => context.LoginRecords.Update(record);

    public Task ForgetAsync(Guid userId, CancellationToken cancellationToken) => ForgetOthersAsync(userId, keptId: null, cancellationToken);

    public Task ForgetOthersAsync(Guid userId, string? keptId, CancellationToken cancellationToken)
    {
        // A record that waits to be saved would be updated after its row is gone.
        foreach (EntityEntry<AttemptCounter> waiting in context.ChangeTracker.Entries<AttemptCounter>()
            .Where(entry => entry.Entity.UserId == userId && entry.Entity.Id != keptId))
        {
            waiting.State = EntityState.Detached;
        }

        return context.LoginRecords
            .Where(record => record.UserId == userId && (keptId == null || record.Id != keptId))
            .ExecuteDeleteAsync(cancellationToken);
    }

    public Task TakeBackTriesAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => context.WriteAsync(
        token => context.LoginRecords
            .Where(record => ids.Contains(record.Id) && record.Tries > 0)
            .ExecuteUpdateAsync(row => row.SetProperty(record => record.Tries, record => record.Tries - 1), token),
        cancellationToken);

    private async Task<bool> TryInsertAsync(AttemptCounter record, CancellationToken cancellationToken)
    {
        try
        {
            return await context.WriteAsync(
                async token =>
                {
                    context.LoginRecords.Add(record);
                    await context.SaveChangesAsync(token);
                    return true;
                },
                token => IsStoredAsync(record, token),
                cancellationToken);
        }
        catch (DbUpdateException exception) when (context.Errors.UniqueViolationOf(exception) is not null)
        {
            return false;
        }
        finally
        {
            context.Entry(record).State = EntityState.Detached;
        }
    }

    // Asked when the answer to its commit was lost: who then heard that another was first would count once more.
    private Task<bool> IsStoredAsync(AttemptCounter counted, CancellationToken cancellationToken) => context.LoginRecords.AnyAsync(
        record => record.Id == counted.Id && record.Tries == counted.Tries && record.TriedAt == counted.TriedAt,
        cancellationToken);
}
