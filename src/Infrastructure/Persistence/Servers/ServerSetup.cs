using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Infrastructure.Persistence.Servers;

/// <summary>Registers what SQL Server and PostgreSQL share.</summary>
internal static class ServerSetup
{
    // A request that cannot be served within moments gets 503, so that its client can retry.
    public const int MaxRetries = 3;
    public static readonly TimeSpan MaxRetryDelay = TimeSpan.FromMilliseconds(500);

    public static void AddServerDatabase<TConsumer>(this IServiceCollection services)
        where TConsumer : ServerRefreshTokenConsumer
    {
        services.AddSingleton<RefusedConnectionLog>();
        services.AddScoped<IRefreshTokenConsumer, TConsumer>();
    }

    /// <summary>
    /// Stops EF Core from logging errors that this service logs. An unavailable server would cause four entries per second.
    /// </summary>
    public static DbContextOptionsBuilder LogFailuresOnce(this DbContextOptionsBuilder options) => options
        .ConfigureWarnings(events => events.Ignore(RelationalEventId.ConnectionError, CoreEventId.QueryIterationFailed));
}
