using CleanAuth.Application.Abstractions;
using CleanAuth.Infrastructure.Revocations;

namespace CleanAuth.Infrastructure.Persistence;

internal sealed class UnitOfWork(AuthDbContext context, RevocationSet revocations) : IUnitOfWork
{
    public async Task SaveChangesAsync(CancellationToken cancellationToken)
    {
        await context.SaveAsync(cancellationToken);
        revocations.AddSavedBy(context);
    }

    public void Discard() => context.ChangeTracker.Clear();
}
