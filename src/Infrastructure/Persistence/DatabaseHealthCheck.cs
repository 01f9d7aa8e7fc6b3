using CleanAuth.Infrastructure.Persistence.Preparation;
using CleanAuth.Infrastructure.Persistence.Servers;
using CleanAuth.Infrastructure.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.Persistence;

/// <summary>
/// Checks that the database can be reached and written to, and that it has every migration. Anyone may request it, so all requests
/// within a second share one check, which uses one connection.
/// </summary>
internal sealed partial class DatabaseHealthCheck(
    IServiceScopeFactory scopes,
    MonotonicClock monotonicClock,
    TimeProvider clock,
    ILogger<DatabaseHealthCheck> logger) : IHealthCheck
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(2);

    // Token times are compared with the clock of each instance, so a larger difference breaks their validation.
    private static readonly TimeSpan MaxClockDifference = TimeSpan.FromSeconds(30);

    private readonly LogThrottle readOnlyLog = new(monotonicClock);
    private readonly LogThrottle clockLog = new(monotonicClock);

    private readonly Lock gate = new();
    private Task<HealthCheckResult>? latest;
    private long startedAt;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await ShareAsync().WaitAsync(CheckTimeout, cancellationToken);
        }
        catch (TimeoutException)
        {
            return HealthCheckResult.Unhealthy("The database does not respond in time.");
        }
    }

    // A slow check is shared until it ends, so at most one runs.
    private Task<HealthCheckResult> ShareAsync()
    {
        lock (gate)
        {
            if (latest is null || (latest.IsCompleted && monotonicClock.ElapsedSince(startedAt) >= MaxAge))
            {
                startedAt = monotonicClock.Now;
                latest = Task.Run(CheckAsync);
            }

            return latest;
        }
    }

    private async Task<HealthCheckResult> CheckAsync()
    {
        using CancellationTokenSource timeout = new(CheckTimeout);
        try
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            AuthDbContext database = scope.ServiceProvider.GetRequiredService<AuthDbContext>();
            if ((await database.Database.GetPendingMigrationsAsync(timeout.Token)).Any())
            {
                return HealthCheckResult.Unhealthy("Migrations are pending.");
            }

            IDatabaseEngine engine = scope.ServiceProvider.GetRequiredService<IDatabaseEngine>();
            DateTimeOffset before = clock.GetUtcNow();
            return await engine.ReadStatusAsync(timeout.Token) is { } status
                ? ToResult(engine, status, before, clock.GetUtcNow())
                : HealthCheckResult.Healthy();
        }
        catch (Exception exception)
        {
            return HealthCheckResult.Unhealthy("The database cannot be reached.", exception);
        }
    }

    private HealthCheckResult ToResult(IDatabaseEngine engine, ServerStatus server, DateTimeOffset before, DateTimeOffset after)
    {
        TimeSpan difference = ClockDifference(server.Time, before, after);
        Dictionary<string, object> data = new() { ["clock_difference_seconds"] = (long)difference.TotalSeconds };
        if (difference.Duration() >= MaxClockDifference)
        {
            data["warning"] = "The clock differs from the database server's.";
            if (clockLog.TryAcquire())
            {
                ClockDiffers(logger, (long)difference.TotalSeconds);
            }
        }

        if (!server.IsReadOnly)
        {
            return HealthCheckResult.Healthy(data: data);
        }

        // After a failover, pooled connections still lead to the old server. Clear them here, because there may be no request that fails
        // and clears them.
        engine.ClearPool();
        if (readOnlyLog.TryAcquire())
        {
            DatabaseIsReadOnly(logger);
        }

        return HealthCheckResult.Unhealthy("The database is read-only.", data: data);
    }

    // The server read its clock between the two times.
    private static TimeSpan ClockDifference(DateTimeOffset time, DateTimeOffset before, DateTimeOffset after)
    {
        if (time < before)
        {
            return before - time;
        }

        return time > after ? after - time : TimeSpan.Zero;
    }

    [LoggerMessage(4008, LogLevel.Warning, "The database server is read-only. Requests that write get 503 until a server accepts writes.")]
    private static partial void DatabaseIsReadOnly(ILogger logger);

    [LoggerMessage(
        4009,
        LogLevel.Warning,
        "The clock differs from the database server's by {Seconds} s. Synchronize the clocks of both machines.")]
    private static partial void ClockDiffers(ILogger logger, long seconds);
}
