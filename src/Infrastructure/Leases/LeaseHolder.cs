using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Leases;

internal sealed class LeaseHolder(AuthDbContext context, TimeProvider clock)
{
    /// <summary>Takes the lease where nobody holds it; false when another instance does.</summary>
    public async Task<bool> TryTakeAsync(string name, TimeSpan duration, CancellationToken cancellationToken) =>
        await TryHoldAsync(name, duration, cancellationToken) is not null;

    /// <summary>Takes the lease where nobody holds it, and answers until when; null when another instance holds it.</summary>
    public async Task<DateTimeOffset?> TryHoldAsync(string name, TimeSpan duration, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset until = EndOf(now, duration);
        int taken = await context.WriteAsync(
            token => context.Leases
                .Where(lease => lease.Id == name && lease.Until <= now)
                .ExecuteUpdateAsync(row => row.SetProperty(lease => lease.Until, until), token),
            token => EndsAtAsync(name, until, token),
            cancellationToken);
        return taken == 1 || await TryCreateAsync(new Lease(name, until), cancellationToken) ? until : null;
    }

    /// <summary>Goes on holding the lease, and answers until when; null when another instance took it meanwhile.</summary>
    /// <param name="name">The name of the work.</param>
    /// <param name="held">Until when it is held. Whoever takes it after that holds it longer, so this tells whose it is.</param>
    /// <param name="duration">For how long from now.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<DateTimeOffset?> TryRenewAsync(string name, DateTimeOffset held, TimeSpan duration, CancellationToken cancellationToken)
    {
        DateTimeOffset until = EndOf(clock.GetUtcNow(), duration);
        return await MoveEndAsync(name, held, until, cancellationToken) ? until : null;
    }

    /// <summary>Gives the lease back, so that nobody need wait until it runs out; nothing happens when another instance holds it.</summary>
    public Task ReleaseAsync(string name, DateTimeOffset held, CancellationToken cancellationToken) =>
        MoveEndAsync(name, held, EndOf(clock.GetUtcNow(), TimeSpan.Zero), cancellationToken);

    /// <summary>Whether the work was done in that time. What a clock that was fast noted of the future does not count.</summary>
    public Task<bool> WasDoneAsync(string name, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken) =>
        context.Leases.AnyAsync(lease => lease.Id == name && lease.DoneAt > since && lease.DoneAt <= now, cancellationToken);

    /// <summary>Notes when the work was done, for all instances to know.</summary>
    public async Task NoteDoneAsync(string name, DateTimeOffset at, CancellationToken cancellationToken)
    {
        int noted = await context.WriteAsync(
            token => context.Leases
                .Where(lease => lease.Id == name)
                .ExecuteUpdateAsync(row => row.SetProperty(lease => lease.DoneAt, at), token),
            cancellationToken);
        if (noted == 0)
        {
            await TryCreateAsync(Lease.Done(name, at), cancellationToken);
        }
    }

    private async Task<bool> MoveEndAsync(string name, DateTimeOffset held, DateTimeOffset until, CancellationToken cancellationToken) =>
        await context.WriteAsync(
            token => context.Leases
                .Where(lease => lease.Id == name && lease.Until == held)
                .ExecuteUpdateAsync(row => row.SetProperty(lease => lease.Until, until), token),
            token => EndsAtAsync(name, until, token),
            cancellationToken) == 1;

    // Asked of a lease that this instance has just moved: that another moved it to the same moment is next to impossible.
    private Task<bool> EndsAtAsync(string name, DateTimeOffset until, CancellationToken cancellationToken) =>
        context.Leases.AnyAsync(lease => lease.Id == name && lease.Until == until, cancellationToken);

    // What PostgreSQL keeps of an instant, so that it is found again by it.
    private static DateTimeOffset EndOf(DateTimeOffset now, TimeSpan duration)
    {
        DateTimeOffset end = now + duration;
        return end.AddTicks(-(end.Ticks % TimeSpan.TicksPerMicrosecond));
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
        catch (DbUpdateException exception) when (context.Errors.UniqueViolationOf(exception) is not null)
        {
            // Another instance was first.
            return false;
        }
        finally
        {
            context.Entry(lease).State = EntityState.Detached;
        }
    }
}
