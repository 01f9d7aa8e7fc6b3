using CleanAuth.Infrastructure.Persistence.PostgreSql;
using CleanAuth.Infrastructure.Persistence.Sqlite;
using CleanAuth.Infrastructure.Persistence.SqlServer;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace CleanAuth.Infrastructure.Persistence;

/// <summary>How each provider is used: nothing is waited for without a bound, and what is broken for a moment is tried again.</summary>
internal static class ProviderSetup
{
    // A request that cannot be served in moments is better told to come back than kept.
    private const int MaxRetries = 3;
    private static readonly TimeSpan MaxRetryDelay = TimeSpan.FromMilliseconds(500);

    public static DbContextOptionsBuilder UseSqlServerFor(this DbContextOptionsBuilder options, string? connectionString, DatabaseOptions database)
    {
        SqlConnectionStringBuilder builder = new(connectionString)
        {
            ConnectTimeout = database.TimeoutSeconds,

            // By default SqlClient repeats a failure for up to a minute without asking the server again.
            PoolBlockingPeriod = PoolBlockingPeriod.NeverBlock,
        };
        return options.LogFailuresOnce().UseSqlServer(builder.ConnectionString, server => server
            .CommandTimeout(database.TimeoutSeconds)
            .ExecutionStrategy(dependencies => new SqlServerRetries(dependencies, MaxRetries, MaxRetryDelay)));
    }

    public static DbContextOptionsBuilder UsePostgreSqlFor(this DbContextOptionsBuilder options, string? connectionString, DatabaseOptions database)
    {
        // Npgsql would store the first and the last date as infinity. It reads this once, before the first connection.
        AppContext.SetSwitch("Npgsql.DisableDateTimeInfinityConversions", true);
        NpgsqlConnectionStringBuilder builder = new(connectionString)
        {
            Timeout = database.TimeoutSeconds,
            CommandTimeout = database.TimeoutSeconds,
        };
        return options.LogFailuresOnce().UseNpgsql(builder.ConnectionString, server => server
            .ExecutionStrategy(dependencies => new PostgreSqlRetries(dependencies, MaxRetries, MaxRetryDelay)));
    }

    public static void UseSqliteFor(this DbContextOptionsBuilder options, SqliteConnections connections) => options
        .UseSqlite(connections.ConnectionString, sqlite => sqlite.CommandTimeout((int)connections.Timeout.TotalSeconds))
        .AddInterceptors(new SqliteConnectionSetup(connections));

    // The code that handles such an exception logs it. While a server is away, EF Core would repeat it four times a second.
    private static DbContextOptionsBuilder LogFailuresOnce(this DbContextOptionsBuilder options) => options
        .ConfigureWarnings(events => events.Ignore(RelationalEventId.ConnectionError, CoreEventId.QueryIterationFailed));
}
