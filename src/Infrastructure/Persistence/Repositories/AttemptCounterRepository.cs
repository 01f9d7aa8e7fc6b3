using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Throttling;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CleanAuth.Infrastructure.Persistence.Repositories;

internal sealed class AttemptCounterRepository(AuthDbContext context) : IAttemptCounterRepository
{
    public async Task<IReadOnlyList<AttemptCounter>> ReadAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        await context.AttemptCounters.AsNoTracking().Where(counter => ids.Contains(counter.Id)).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<LoginCounter>> ReadAsync(
        string email,
        IReadOnlyCollection<string> ids,
        CancellationToken cancellationToken)
    {
        string key = EmailAddress.KeyOf(email);
        return await context.AttemptCounters.AsNoTracking()
            .Where(counter => ids.Contains(counter.Id))
            .Select(counter => new LoginCounter(
                counter, context.Users.Any(user => user.Id == counter.UserId && user.NormalizedEmail == key)))
            .ToListAsync(cancellationToken);
    }

    public Task<bool> TryReplaceAsync(AttemptCounter current, AttemptCounter updated, CancellationToken cancellationToken)
    {
        if (current.IsEmpty)
        {
            return TryInsertAsync(updated, cancellationToken);
        }

        // One conditional statement, so that two concurrent callers cannot count as one.
        return context.WriteStatementAsync(
            token => context.AttemptCounters
                .Where(counter => counter.Id == current.Id && counter.Tries == current.Tries && counter.TriedAt == current.TriedAt)
                .ExecuteUpdateAsync(
                    row => row
                        .SetProperty(counter => counter.Tries, updated.Tries)
                        .SetProperty(counter => counter.TriedAt, updated.TriedAt)
                        .SetProperty(counter => counter.SucceededAt, updated.SucceededAt)
                        .SetProperty(counter => counter.UserId, updated.UserId)
                        .SetProperty(counter => counter.ExpiresAt, updated.ExpiresAt),
                    token),
            token => IsStoredAsync(updated, token),
            cancellationToken);
    }

    public void Update(AttemptCounter counter) => context.AttemptCounters.Update(counter);

    public Task DeleteKnownNetworksAsync(Guid userId, CancellationToken cancellationToken) =>
        DeleteOtherKnownNetworksAsync(userId, keptId: null, cancellationToken);

    public Task DeleteOtherKnownNetworksAsync(Guid userId, string? keptId, CancellationToken cancellationToken)
    {
        // Detach tracked counters; otherwise SaveChanges would update deleted rows.
        foreach (EntityEntry<AttemptCounter> tracked in context.ChangeTracker.Entries<AttemptCounter>()
            .Where(entry => entry.Entity.UserId == userId && entry.Entity.Id != keptId))
        {
            tracked.State = EntityState.Detached;
        }

        return context.AttemptCounters
            .Where(counter => counter.UserId == userId && (keptId == null || counter.Id != keptId))
            .ExecuteDeleteAsync(cancellationToken);
    }

    public Task RefundAttemptsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => context.WriteAsync(
        token => context.AttemptCounters
            .Where(counter => ids.Contains(counter.Id) && counter.Tries > 0)
            .ExecuteUpdateAsync(row => row.SetProperty(counter => counter.Tries, counter => counter.Tries - 1), token),
        cancellationToken);

    private async Task<bool> TryInsertAsync(AttemptCounter counter, CancellationToken cancellationToken)
    {
        try
        {
            return await context.WriteAsync(
                async token =>
                {
                    context.AttemptCounters.Add(counter);
                    await context.SaveChangesAsync(token);
                    return true;
                },
                token => IsStoredAsync(counter, token),
                cancellationToken);
        }
        catch (DbUpdateException exception) when (context.Errors.UniqueViolationOf(exception) is not null)
        {
            return false;
        }
        finally
        {
            context.Entry(counter).State = EntityState.Detached;
        }
    }

    // Runs after a lost commit response. If the counter was stored, report success; otherwise the caller would count the attempt twice.
    private Task<bool> IsStoredAsync(AttemptCounter updated, CancellationToken cancellationToken) => context.AttemptCounters.AnyAsync(
        counter => counter.Id == updated.Id && counter.Tries == updated.Tries && counter.TriedAt == updated.TriedAt,
        cancellationToken);
}
