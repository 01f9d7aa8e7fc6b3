using CleanAuth.Application.Abstractions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.Sweeping;

/// <summary>Sweeps now and then, on one instance at a time.</summary>
internal sealed partial class SweepingService(
    IServiceScopeFactory scopes,
    SweepingOptions options,
    PollingClock pollingClock,
    TimeProvider clock,
    ILogger<SweepingService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Enabled)
        {
            return;
        }

        using PeriodicTimer timer = pollingClock.Every(options.Period);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                SweepFailed(logger, exception);
            }
        }
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<LeaseHolder>().TryTakeAsync(StoreSweeper.Work, options.Period, stoppingToken))
        {
            int rows = await scope.ServiceProvider.GetRequiredService<IStoreSweeper>().SweepAsync(clock.GetUtcNow(), stoppingToken);
            Swept(logger, rows);
        }
    }

    [LoggerMessage(6201, LogLevel.Information, "{Rows} rows that are of no more use were deleted.")]
    private static partial void Swept(ILogger logger, int rows);

    [LoggerMessage(6202, LogLevel.Error, "Sweeping failed; it will be tried again.")]
    private static partial void SweepFailed(ILogger logger, Exception exception);
}
