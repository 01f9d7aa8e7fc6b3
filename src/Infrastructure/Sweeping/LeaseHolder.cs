using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Sweeping;

internal sealed class LeaseHolder(AuthDbContext context, TimeProvider clock)
{
    /// <summary>Takes the lease where nobody holds it; false when another instance does.</summary>
    public async Task<bool> TryTakeAsync(string name, TimeSpan duration, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        int taken = await context.WriteAsync(
            token => context.Leases
                .Where(lease => lease.Id == name && lease.Until <= now)
                .ExecuteUpdateAsync(row => row.SetProperty(lease => lease.Until, now + duration), token),
            _ => Task.FromResult(false),
            cancellationToken);
        return taken == 1 || await TryCreateAsync(new Lease(name, now + duration), cancellationToken);
    }

    private async Task<bool> TryCreateAsync(Lease lease, CancellationToken cancellationToken)
    {
        if (await context.Leases.AnyAsync(row => row.Id == lease.Id, cancellationToken))
        {
            return false;
        }

        context.Leases.Add(lease);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            // Another instance was first.
            context.Entry(lease).State = EntityState.Detached;
            return false;
        }
    }
}
