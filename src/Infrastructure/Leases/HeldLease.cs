using CleanAuth.Infrastructure.Time;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Infrastructure.Leases;

/// <summary>
/// A lease that is renewed while it is held, and given back at the end. It is short, so that another instance goes on soon
/// after this one died.
/// </summary>
internal sealed class HeldLease : IAsyncDisposable
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RenewalPeriod = TimeSpan.FromSeconds(3);

    // Some seconds before it runs out for the others, whose clocks may differ.
    private static readonly TimeSpan MigrationTimeout = TimeSpan.FromSeconds(10);

    private readonly string name;
    private readonly IServiceScopeFactory scopes;
    private readonly MonotonicClock pollingClock;
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource over = new();
    private readonly Task renewing;
    private DateTimeOffset until;
    private long renewedAt;

    private HeldLease(string name, DateTimeOffset until, long takenAt, IServiceScopeFactory scopes, MonotonicClock pollingClock)
    {
        this.name = name;
        this.until = until;
        this.scopes = scopes;
        this.pollingClock = pollingClock;
        renewedAt = takenAt;
        renewing = RenewAsync();
    }

    /// <summary>Is cancelled when another instance may have it.</summary>
    public CancellationToken Lost => lost.Token;

    public bool IsLost => lost.IsCancellationRequested;

    /// <summary>Takes the lease where nobody holds it; null when another instance does.</summary>
    public static async Task<HeldLease?> TryTakeAsync(
        string name,
        IServiceScopeFactory scopes,
        MonotonicClock pollingClock,
        CancellationToken cancellationToken)
    {
        long takenAt = pollingClock.Now;
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<LeaseHolder>().TryHoldAsync(name, Duration, cancellationToken) is { } until
            ? new HeldLease(name, until, takenAt, scopes, pollingClock)
            : null;
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await renewing;
        if (!IsLost)
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<LeaseHolder>().ReleaseAsync(name, until, CancellationToken.None);
        }

        lost.Dispose();
        over.Dispose();
    }

    private async Task RenewAsync()
    {
        using PeriodicTimer timer = pollingClock.Every(RenewalPeriod);
        try
        {
            while (!IsLost && await timer.WaitForNextTickAsync(over.Token))
            {
                await RenewOnceAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // It is given back.
        }
    }

    private async Task RenewOnceAsync()
    {
        long startedAt = pollingClock.Now;
        try
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            if (await scope.ServiceProvider.GetRequiredService<LeaseHolder>().TryRenewAsync(name, until, Duration, over.Token) is { } renewed)
            {
                until = renewed;
                renewedAt = startedAt;
                return;
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            if (pollingClock.ElapsedSince(renewedAt) < MigrationTimeout)
            {
                return;
            }
        }

        await lost.CancelAsync();
    }
}
