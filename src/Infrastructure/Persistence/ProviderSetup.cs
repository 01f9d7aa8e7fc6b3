using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CleanAuth.Infrastructure.Persistence;

/// <summary>How each provider is used: nothing is waited for without a bound, and what is broken for a moment is tried again.</summary>
internal static class ProviderSetup
{
    // A request that cannot be served in moments is better told to come back than kept.
    private const int MaxRetries = 3;
    private static readonly TimeSpan MaxRetryDelay = TimeSpan.FromMilliseconds(500);

    public static void UseSqlServerFor(this DbContextOptionsBuilder options, string? connectionString, DatabaseOptions database)
    {
        SqlConnectionStringBuilder builder = new(connectionString) { ConnectTimeout = database.TimeoutSeconds };
        options.UseSqlServer(builder.ConnectionString, server => server
            .CommandTimeout(database.TimeoutSeconds)
            .EnableRetryOnFailure(MaxRetries, MaxRetryDelay, errorNumbersToAdd: null));
    }

    public static void UsePostgreSqlFor(this DbContextOptionsBuilder options, string? connectionString, DatabaseOptions database)
    {
        NpgsqlConnectionStringBuilder builder = new(connectionString)
        {
            Timeout = database.TimeoutSeconds,
            CommandTimeout = database.TimeoutSeconds,
        };
        options.UseNpgsql(builder.ConnectionString, server => server
            .ExecutionStrategy(dependencies => new PostgreSqlRetries(dependencies, MaxRetries, MaxRetryDelay)));
    }

    public static void UseSqliteFor(this DbContextOptionsBuilder options, SqliteConnections connections) => options
        .UseSqlite(connections.ConnectionString, sqlite => sqlite.CommandTimeout((int)connections.Timeout.TotalSeconds))
        .AddInterceptors(new SqliteConnectionSetup(connections));
}
