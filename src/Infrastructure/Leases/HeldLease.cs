using CleanAuth.Infrastructure.Time;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Infrastructure.Leases;

/// <summary>
/// A lease that is renewed while it is held, and released at the end. It is short, so that another instance takes over soon after a
/// crash.
/// </summary>
internal sealed class HeldLease : IAsyncDisposable
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RenewalPeriod = TimeSpan.FromSeconds(3);

    // Give the lease up some seconds before it ends, because the clocks of other instances may differ.
    private static readonly TimeSpan RenewalDeadline = TimeSpan.FromSeconds(10);

    private readonly string name;
    private readonly IServiceScopeFactory scopes;
    private readonly MonotonicClock monotonicClock;
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource released = new();
    private readonly Task renewing;
    private DateTimeOffset until;
    private long renewedAt;

    private HeldLease(string name, DateTimeOffset until, long acquiredAt, IServiceScopeFactory scopes, MonotonicClock monotonicClock)
    {
        this.name = name;
        this.until = until;
        this.scopes = scopes;
        this.monotonicClock = monotonicClock;
        renewedAt = acquiredAt;
        renewing = RenewAsync();
    }

    /// <summary>Cancelled when another instance may hold the lease.</summary>
    public CancellationToken Lost => lost.Token;

    public bool IsLost => lost.IsCancellationRequested;

    /// <summary>Acquires the lease; null if another instance holds it.</summary>
    public static async Task<HeldLease?> TryAcquireAsync(
        string name,
        IServiceScopeFactory scopes,
        MonotonicClock monotonicClock,
        CancellationToken cancellationToken)
    {
        long acquiredAt = monotonicClock.Now;
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<LeaseHolder>().TryAcquireAsync(name, Duration, cancellationToken) is { } until
            ? new HeldLease(name, until, acquiredAt, scopes, monotonicClock)
            : null;
    }

    public async ValueTask DisposeAsync()
    {
        await released.CancelAsync();
        await renewing;
        if (!IsLost)
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<LeaseHolder>().ReleaseAsync(name, until, CancellationToken.None);
        }

        lost.Dispose();
        released.Dispose();
    }

    private async Task RenewAsync()
    {
        using PeriodicTimer timer = monotonicClock.Every(RenewalPeriod);
        try
        {
            while (!IsLost && await timer.WaitForNextTickAsync(released.Token))
            {
                await RenewOnceAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The holder releases the lease.
        }
    }

    private async Task RenewOnceAsync()
    {
        long startedAt = monotonicClock.Now;
        DateTimeOffset? renewed;
        try
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            renewed = await scope.ServiceProvider.GetRequiredService<LeaseHolder>()
                .TryRenewAsync(name, until, Duration, released.Token);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Retry at the next tick until the deadline.
            if (monotonicClock.ElapsedSince(renewedAt) >= RenewalDeadline)
            {
                await lost.CancelAsync();
            }

            return;
        }

        if (renewed is null)
        {
            await lost.CancelAsync();
            return;
        }

        until = renewed.Value;
        renewedAt = startedAt;
    }
}
