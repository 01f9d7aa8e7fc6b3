using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Leases;

internal sealed class LeaseHolder(AuthDbContext context, TimeProvider clock)
{
    /// <summary>Acquires the lease and returns its end; null if another instance holds it.</summary>
    public async Task<DateTimeOffset?> TryAcquireAsync(string name, TimeSpan duration, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset until = EndOf(now, duration);
        int acquired = await context.WriteAsync(
            token => context.Leases
                .Where(lease => lease.Id == name && lease.Until <= now)
                .ExecuteUpdateAsync(row => row.SetProperty(lease => lease.Until, until), token),
            token => EndsAtAsync(name, until, token),
            cancellationToken);
        return acquired == 1 || await TryCreateAsync(new Lease(name, until), cancellationToken) ? until : null;
    }

    /// <summary>Renews the lease and returns its new end; null if another instance has acquired it.</summary>
    /// <param name="name">The name of the work.</param>
    /// <param name="held">
    /// The end of the lease that the caller holds. It identifies the holder, because every acquisition has another end.
    /// </param>
    /// <param name="duration">The new duration from now.</param>
    /// <param name="cancellationToken">Stops the renewal.</param>
    public async Task<DateTimeOffset?> TryRenewAsync(
        string name,
        DateTimeOffset held,
        TimeSpan duration,
        CancellationToken cancellationToken)
    {
        DateTimeOffset until = EndOf(clock.GetUtcNow(), duration);
        return await MoveEndAsync(name, held, until, cancellationToken) ? until : null;
    }

    /// <summary>Releases the lease, so that other instances need not wait for its end. Does nothing if another instance holds it.</summary>
    public Task ReleaseAsync(string name, DateTimeOffset held, CancellationToken cancellationToken) =>
        MoveEndAsync(name, held, EndOf(clock.GetUtcNow(), TimeSpan.Zero), cancellationToken);

    /// <summary>Returns whether the work was done after a time. A time in the future, from a fast clock, does not count.</summary>
    public Task<bool> WasDoneAsync(string name, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken) =>
        context.Leases.AnyAsync(lease => lease.Id == name && lease.DoneAt > since && lease.DoneAt <= now, cancellationToken);

    /// <summary>Records for all instances when the work was done.</summary>
    public async Task RecordDoneAsync(string name, DateTimeOffset at, CancellationToken cancellationToken)
    {
        int recorded = await context.WriteAsync(
            token => context.Leases
                .Where(lease => lease.Id == name)
                .ExecuteUpdateAsync(row => row.SetProperty(lease => lease.DoneAt, at), token),
            cancellationToken);
        if (recorded == 0)
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

    // Runs after a lost commit response. Two instances practically never set the same microsecond.
    private Task<bool> EndsAtAsync(string name, DateTimeOffset until, CancellationToken cancellationToken) =>
        context.Leases.AnyAsync(lease => lease.Id == name && lease.Until == until, cancellationToken);

    // PostgreSQL stores microseconds, and a later query must find the same time.
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
            // Another instance has created the lease.
            return false;
        }
        finally
        {
            context.Entry(lease).State = EntityState.Detached;
        }
    }
}
