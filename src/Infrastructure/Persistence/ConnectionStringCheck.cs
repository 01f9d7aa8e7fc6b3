using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CleanAuth.Infrastructure.Persistence;

/// <summary>The connection string must be one of the provider's: another's would otherwise show at the first use.</summary>
internal sealed class ConnectionStringCheck(IConfiguration configuration) : IValidateOptions<DatabaseOptions>
{
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        string? connectionString = configuration.GetConnectionString(DatabaseOptions.ConnectionName);

        // It may hold a password, so it is not repeated.
        return string.IsNullOrWhiteSpace(connectionString) || !IsOf(options.Provider, connectionString)
            ? ValidateOptionsResult.Fail(
                $"ConnectionStrings:{DatabaseOptions.ConnectionName} is no connection string of {options.Provider}: mend it, or set Database:Provider to the database that it is for.")
            : ValidateOptionsResult.Success;
    }

    private static bool IsOf(DatabaseProvider provider, string connectionString)
    {
        try
        {
            DbConnectionStringBuilder parsed = provider switch
            {
                DatabaseProvider.SqlServer => new SqlConnectionStringBuilder(connectionString),
                DatabaseProvider.PostgreSql => new NpgsqlConnectionStringBuilder(connectionString),
                _ => new SqliteConnectionStringBuilder(connectionString),
            };
            return parsed.Count > 0;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException)
        {
            return false;
        }
    }
}
