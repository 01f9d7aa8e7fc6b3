using CleanAuth.Application.Abstractions.Operations;
using CleanAuth.Infrastructure.Persistence.Preparation;
using CleanAuth.Infrastructure.Persistence.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CleanAuth.Infrastructure.Persistence.PostgreSql;

internal static class PostgreSqlSetup
{
    // The server keeps their plans in memory, for each connection.
    private const int MaxPreparedStatements = 50;

    public static void AddPostgreSql(this IServiceCollection services, string? connectionString)
    {
        services.AddSingleton<IValidateOptions<DatabaseOptions>>(
            new ConnectionStringCheck(connectionString, text => new NpgsqlConnectionStringBuilder(text)));
        services.AddDbContextPool<AuthDbContext, PostgreSqlAuthDbContext>((resolver, options) => options
            .UsePostgreSqlFor(connectionString, resolver.GetRequiredService<DatabaseOptions>())
            .AddInterceptors(resolver.GetRequiredService<RefusedConnectionLog>()));
        services.AddScoped<IDatabaseEngine, PostgreSqlEngine>();
        services.AddScoped<IDatabaseBackup, PostgreSqlBackups>();
        services.AddServerDatabase<PostgreSqlRefreshTokenConsumer>();
    }

    private static DbContextOptionsBuilder UsePostgreSqlFor(
        this DbContextOptionsBuilder options,
        string? connectionString,
        DatabaseOptions database)
    {
        // Npgsql would store the first and the last date as infinity. It reads this switch once, before the first connection.
        AppContext.SetSwitch("Npgsql.DisableDateTimeInfinityConversions", true);
        NpgsqlConnectionStringBuilder builder = new(connectionString)
        {
            Timeout = database.TimeoutSeconds,
            CommandTimeout = database.TimeoutSeconds,

            // No statement leaves settings, locks or temporary tables on a pooled connection, so there is nothing to reset.
            NoResetOnClose = true,
            MaxAutoPrepare = database.PrepareStatements ? MaxPreparedStatements : 0,
        };
        return options.LogFailuresOnce().UseNpgsql(builder.ConnectionString, server => server
            .ExecutionStrategy(dependencies => new PostgreSqlRetries(dependencies, ServerSetup.MaxRetries, ServerSetup.MaxRetryDelay)));
    }
}

/// <summary>Used by <c>dotnet ef migrations add</c>, which needs no connection.</summary>
internal sealed class PostgreSqlDesignTimeFactory : IDesignTimeDbContextFactory<PostgreSqlAuthDbContext>
{
    public PostgreSqlAuthDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlAuthDbContext>().UseNpgsql().Options);
}
