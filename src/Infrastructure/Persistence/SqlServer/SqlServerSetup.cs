using CleanAuth.Application.Abstractions.Operations;
using CleanAuth.Infrastructure.Persistence.Preparation;
using CleanAuth.Infrastructure.Persistence.Servers;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CleanAuth.Infrastructure.Persistence.SqlServer;

internal static class SqlServerSetup
{
    public static void AddSqlServer(this IServiceCollection services, string? connectionString)
    {
        services.AddSingleton<IValidateOptions<DatabaseOptions>>(
            new ConnectionStringCheck(connectionString, text => new SqlConnectionStringBuilder(text)));
        services.AddDbContextPool<AuthDbContext, SqlServerAuthDbContext>((resolver, options) => options
            .UseSqlServerFor(connectionString, resolver.GetRequiredService<DatabaseOptions>())
            .AddInterceptors(new SqlServerConnectionOpener(), resolver.GetRequiredService<RefusedConnectionLog>()));
        services.AddScoped<IDatabaseEngine, SqlServerEngine>();
        services.AddScoped<IDatabaseBackup, SqlServerBackups>();
        services.AddServerDatabase<SqlServerRefreshTokenConsumer>();
    }

    private static DbContextOptionsBuilder UseSqlServerFor(
        this DbContextOptionsBuilder options,
        string? connectionString,
        DatabaseOptions database)
    {
        SqlConnectionStringBuilder builder = new(connectionString)
        {
            ConnectTimeout = database.TimeoutSeconds,

            // By default SqlClient caches a connection failure for up to a minute (the pool blocking period).
            PoolBlockingPeriod = PoolBlockingPeriod.NeverBlock,
        };
        return options.LogFailuresOnce().UseSqlServer(builder.ConnectionString, server => server
            .CommandTimeout(database.TimeoutSeconds)
            .ExecutionStrategy(dependencies => new SqlServerRetries(dependencies, ServerSetup.MaxRetries, ServerSetup.MaxRetryDelay)));
    }
}

/// <summary>Used by <c>dotnet ef migrations add</c>, which needs no connection.</summary>
internal sealed class SqlServerDesignTimeFactory : IDesignTimeDbContextFactory<SqlServerAuthDbContext>
{
    public SqlServerAuthDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerAuthDbContext>().UseSqlServer().Options);
}
