using System.Data.Common;
using CleanAuth.Application.Abstractions.Operations;
using CleanAuth.Infrastructure.Persistence.Preparation;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CleanAuth.Infrastructure.Persistence.Sqlite;

internal static class SqliteSetup
{
    public static void AddSqlite(this IServiceCollection services, string? connectionString)
    {
        services.AddSingleton<IValidateOptions<DatabaseOptions>>(
            new ConnectionStringCheck(connectionString, text => new SqliteConnectionStringBuilder(text), FindError));
        services.AddSingleton(resolver => new SqliteConnections(connectionString, resolver.GetRequiredService<DatabaseOptions>()));
        services.AddDbContextPool<AuthDbContext, SqliteAuthDbContext>((resolver, options) =>
            options.UseSqliteFor(resolver.GetRequiredService<SqliteConnections>()));
        services.AddScoped<IDatabaseEngine, SqliteEngine>();
        services.AddSingleton<BackupArchive>();
        services.AddSingleton<SqliteRestore>();
        services.AddScoped<IDatabaseBackup, SqliteBackups>();
        services.AddSingleton<IRefreshTokenConsumer, SqliteRefreshTokenConsumer>();
    }

    public static void UseSqliteFor(this DbContextOptionsBuilder options, SqliteConnections connections) => options
        .UseSqlite(connections.ConnectionString, sqlite => sqlite.CommandTimeout((int)connections.Timeout.TotalSeconds))
        .AddInterceptors(new SqliteConnectionInterceptor(connections));

    // The service needs the path of the file, to create it with private permissions and to detect its loss.
    private static string? FindError(DbConnectionStringBuilder settings)
    {
        string file = ((SqliteConnectionStringBuilder)settings).DataSource;
        return file.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || file.StartsWith('|')
            ? $"ConnectionStrings:{DatabaseOptions.ConnectionName} must name the file of the database by its path "
                + "(Data Source=data/cleanauth.db), not by a URI or with |DataDirectory|."
            : null;
    }
}

/// <summary>Used by <c>dotnet ef migrations add</c>, which needs no connection.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteAuthDbContext>
{
    public SqliteAuthDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteAuthDbContext>().UseSqlite().Options);
}
