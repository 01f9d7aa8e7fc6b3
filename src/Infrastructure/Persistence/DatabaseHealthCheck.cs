using CleanAuth.Infrastructure.Persistence.Preparation;
using CleanAuth.Infrastructure.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.Persistence;

/// <summary>
/// The database can be reached and written to, and has every migration. Anyone may ask, so all who do within a second share one
/// look, which is one connection, however many they are; and nobody waits for it for long.
/// </summary>
internal sealed partial class DatabaseHealthCheck(
    IServiceScopeFactory scopes,
    MonotonicClock pollingClock,
    TimeProvider clock,
    ILogger<DatabaseHealthCheck> logger) : IHealthCheck
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MigrationTimeout = TimeSpan.FromSeconds(2);

    // Instances and their tokens go by the clocks of their machines.
    private static readonly TimeSpan MaxClockDifference = TimeSpan.FromSeconds(30);

    private readonly LogInterval readOnlyLog = new(pollingClock);
    private readonly LogInterval clockLog = new(pollingClock);

    private readonly Lock turn = new();
    private Task<HealthCheckResult>? latest;
    private long begunAt;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await Latest().WaitAsync(MigrationTimeout, cancellationToken);
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
        using CancellationTokenSource patience = new(MigrationTimeout);
        try
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            AuthDbContext database = scope.ServiceProvider.GetRequiredService<AuthDbContext>();
            if ((await database.Database.GetPendingMigrationsAsync(patience.Token)).Any())
            {
                return HealthCheckResult.Unhealthy("Migrations are pending.");
            }

            IDatabaseEngine engine = scope.ServiceProvider.GetRequiredService<IDatabaseEngine>();
            DateTimeOffset before = clock.GetUtcNow();
            return await engine.ReadStatusAsync(patience.Token) is { } status
                ? Judge(engine, status, before, clock.GetUtcNow())
                : HealthCheckResult.Healthy();
        }
        catch (Exception exception)
        {
            return HealthCheckResult.Unhealthy("The database cannot be reached.", exception);
        }
    }

    private HealthCheckResult Judge(IDatabaseEngine engine, ServerStatus server, DateTimeOffset before, DateTimeOffset after)
    {
        // The server looked at its clock between the two.
        TimeSpan difference = server.Time < before ? before - server.Time : server.Time > after ? after - server.Time : TimeSpan.Zero;
        Dictionary<string, object> data = new() { ["clock_difference_seconds"] = (long)difference.TotalSeconds };
        if (difference.Duration() >= MaxClockDifference)
        {
            data["warning"] = "The clock differs from the database server's.";
            if (clockLog.TryPass())
            {
                ClockDiffers(logger, (long)difference.TotalSeconds);
            }
        }

        if (!server.IsReadOnly)
        {
            return HealthCheckResult.Healthy(data: data);
        }

        // After a failover, pooled connections lead to the old server, and no request comes that would find out.
        engine.ClearPool();
        if (readOnlyLog.TryPass())
        {
            DatabaseIsReadOnly(logger);
        }

        return HealthCheckResult.Unhealthy("The database is read-only.", data: data);
    }

    [LoggerMessage(4008, LogLevel.Warning, "The database server is read-only. Requests that write get 503 until a server accepts writes.")]
    private static partial void DatabaseIsReadOnly(ILogger logger);

    [LoggerMessage(4009, LogLevel.Warning, "The clock differs from the database server's by {Seconds} s. Synchronize the clocks of both machines.")]
    private static partial void ClockDiffers(ILogger logger, long seconds);
}
