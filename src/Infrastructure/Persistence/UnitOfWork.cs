using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Infrastructure.Revocations;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CleanAuth.Infrastructure.Persistence;

internal sealed class UnitOfWork(AuthDbContext context, RevocationSet revocations) : IUnitOfWork
{
    public async Task SaveChangesAsync(CancellationToken cancellationToken)
    {
        await context.SaveAsync(cancellationToken);
        foreach (EntityEntry<Revocation> saved in context.ChangeTracker.Entries<Revocation>())
        {
            // Apply revocations of this instance at once, without waiting for the feed.
            revocations.Add(saved.Entity);
        }

        context.ChangeTracker.Clear();
    }

    public void Discard() => context.ChangeTracker.Clear();
}
