using CleanAuth.Infrastructure.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.Tokens.SigningKeys;

/// <summary>Reads new and revoked keys, and creates the next key when it is due.</summary>
internal sealed partial class SigningKeyRefresh(
    IServiceScopeFactory scopes,
    JwtOptions options,
    MonotonicClock monotonicClock,
    TimeProvider clock,
    ILogger<SigningKeyRefresh> logger) : BackgroundService
{
    // The period must be much shorter than Tokens:KeyPublicationLead, so that all instances know a key before it signs.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.UsesStoredKeys(clock.GetUtcNow()))
        {
            return;
        }

        using PeriodicTimer timer = monotonicClock.Every(Period);
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

    [LoggerMessage(4004, LogLevel.Warning, "The signing keys could not be read. The keys in memory stay in use.")]
    private static partial void RefreshFailed(ILogger logger, Exception exception);
}
