using CleanAuth.Application.Abstractions.Operations;
using CleanAuth.Infrastructure.Leases;
using CleanAuth.Infrastructure.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.Sweeping;

/// <summary>Sweeps once per period, on one instance at a time.</summary>
internal sealed partial class SweepingService(
    IServiceScopeFactory scopes,
    SweepingOptions options,
    MonotonicClock monotonicClock,
    TimeProvider clock,
    ILogger<SweepingService> logger) : BackgroundService
{
    private static readonly TimeSpan LongestTick = TimeSpan.FromMinutes(1);

    // Check at least once a minute, so that an instance that restarts often still sweeps when the period is long.
    private TimeSpan Tick => options.Period < LongestTick ? options.Period : LongestTick;

    // The pause is shorter than the period, because a tick may come a little early.
    private TimeSpan Pause => options.Period - (Tick * 0.1);

    /// <summary>Sweeps, unless another instance is sweeping or has swept within the period.</summary>
    public async Task SweepIfDueAsync(CancellationToken stoppingToken)
    {
        await using HeldLease? lease = await HeldLease.TryAcquireAsync(StoreSweeper.LeaseName, scopes, monotonicClock, stoppingToken);
        if (lease is null)
        {
            return;
        }

        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        DateTimeOffset now = clock.GetUtcNow();
        LeaseHolder leases = scope.ServiceProvider.GetRequiredService<LeaseHolder>();
        if (!await leases.WasDoneAsync(StoreSweeper.LeaseName, now - Pause, now, stoppingToken))
        {
            using CancellationTokenSource stopped = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lease.Lost);
            int rows = await scope.ServiceProvider.GetRequiredService<IStoreSweeper>().SweepAsync(now, stopped.Token);
            Swept(logger, rows);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Enabled)
        {
            return;
        }

        using PeriodicTimer timer = monotonicClock.Every(Tick);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepIfDueAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                SweepFailed(logger, exception);
            }
        }
    }

    [LoggerMessage(6201, LogLevel.Information, "{Rows} expired rows were deleted.")]
    private static partial void Swept(ILogger logger, int rows);

    [LoggerMessage(6202, LogLevel.Error, "The sweep failed and will be retried.")]
    private static partial void SweepFailed(ILogger logger, Exception exception);
}
