using CleanAuth.Application.Abstractions.Operations;
using CleanAuth.Infrastructure.Leases;
using CleanAuth.Infrastructure.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.Sweeping;

/// <summary>Sweeps once a period, on one instance at a time.</summary>
internal sealed partial class SweepingService(
    IServiceScopeFactory scopes,
    SweepingOptions options,
    MonotonicClock monotonicClock,
    TimeProvider clock,
    ILogger<SweepingService> logger) : BackgroundService
{
    private static readonly TimeSpan LongestTick = TimeSpan.FromMinutes(1);

    // Much shorter than a long period, so that instances that restart often sweep too.
    private TimeSpan Tick => options.Period < LongestTick ? options.Period : LongestTick;

    // Shorter than the period, because a tick may come a little early.
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
        if (!await scope.ServiceProvider.GetRequiredService<LeaseHolder>().WasDoneAsync(StoreSweeper.LeaseName, now - Pause, now, stoppingToken))
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

    [LoggerMessage(6201, LogLevel.Information, "{Rows} rows that are of no more use were deleted.")]
    private static partial void Swept(ILogger logger, int rows);

    [LoggerMessage(6202, LogLevel.Error, "Sweeping failed; it will be tried again.")]
    private static partial void SweepFailed(ILogger logger, Exception exception);
}
