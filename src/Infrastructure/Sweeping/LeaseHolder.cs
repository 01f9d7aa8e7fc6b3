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

    /// <summary>Notes when the work was done, for all instances to know.</summary>
    public async Task NoteDoneAsync(string name, DateTimeOffset at, CancellationToken cancellationToken)
    {
        int noted = await context.WriteAsync(
            token => context.Leases
                .Where(lease => lease.Id == name)
                .ExecuteUpdateAsync(row => row.SetProperty(lease => lease.DoneAt, at), token),
            _ => Task.FromResult(false),
            cancellationToken);
        if (noted == 0)
        {
            await TryCreateAsync(Lease.Done(name, at), cancellationToken);
        }
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
