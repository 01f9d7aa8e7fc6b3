using CleanAuth.Infrastructure.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.Tokens.SigningKeys;

/// <summary>Learns of new and revoked keys, and makes the next one when it is due.</summary>
internal sealed partial class SigningKeyRefresh(
    IServiceScopeFactory scopes,
    JwtOptions options,
    MonotonicClock pollingClock,
    TimeProvider clock,
    ILogger<SigningKeyRefresh> logger) : BackgroundService
{
    // Well within the time that a key is published before it signs.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.UsesStoredKeys(clock.GetUtcNow()))
        {
            return;
        }

        using PeriodicTimer timer = pollingClock.Every(Period);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using AsyncServiceScope scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<SigningKeyStore>().RefreshAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                RefreshFailed(logger, exception);
            }
        }
    }

    [LoggerMessage(4004, LogLevel.Warning, "The signing keys could not be read; those known are used.")]
    private static partial void RefreshFailed(ILogger logger, Exception exception);
}
