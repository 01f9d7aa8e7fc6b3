using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CleanAuth.Infrastructure.Persistence;

/// <summary>
/// The database can be reached and has every migration. Anyone may ask, so all who do within a second share one look, which
/// is one connection, however many they are; and nobody waits for it for long.
/// </summary>
internal sealed class DatabaseHealthCheck(IServiceScopeFactory scopes, PollingClock pollingClock) : IHealthCheck
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock turn = new();
    private Task<HealthCheckResult>? latest;
    private long begunAt;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await Latest().WaitAsync(Patience, cancellationToken);
        }
        catch (TimeoutException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer in time.");
        }
    }

    // One that takes longer than that is still the only one.
    private Task<HealthCheckResult> Latest()
    {
        lock (turn)
        {
            if (latest is null || (latest.IsCompleted && pollingClock.ElapsedSince(begunAt) >= MaxAge))
            {
                begunAt = pollingClock.Now;
                latest = Task.Run(LookAsync);
            }

            return latest;
        }
    }

    private async Task<HealthCheckResult> LookAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        try
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            AuthDbContext database = scope.ServiceProvider.GetRequiredService<AuthDbContext>();
            return (await database.Database.GetPendingMigrationsAsync(patience.Token)).Any()
                ? HealthCheckResult.Unhealthy("Migrations are pending.")
                : HealthCheckResult.Healthy();
        }
        catch (Exception exception)
        {
            return HealthCheckResult.Unhealthy("The database cannot be reached.", exception);
        }
    }
}
