using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CleanAuth.Infrastructure.Persistence.Preparation;

/// <summary>The connection string must be one of the provider's: another's would otherwise show at the first use.</summary>
internal sealed class ConnectionStringCheck(IConfiguration configuration) : IValidateOptions<DatabaseOptions>
{
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        string? connectionString = configuration.GetConnectionString(DatabaseOptions.ConnectionName);

        if (options.Provider == DatabaseProvider.Sqlite && !NamesItsFile(connectionString))
        {
            return ValidateOptionsResult.Fail(
                $"ConnectionStrings:{DatabaseOptions.ConnectionName} must name the file of the database by its path (Data Source=data/cleanauth.db), not by a URI or with |DataDirectory|.");
        }

        // It may hold a password, so it is not repeated.
        return string.IsNullOrWhiteSpace(connectionString) || !IsOf(options.Provider, connectionString)
            ? ValidateOptionsResult.Fail(
                $"ConnectionStrings:{DatabaseOptions.ConnectionName} is no connection string of {options.Provider}: mend it, or set Database:Provider to the database that it is for.")
            : ValidateOptionsResult.Success;
    }

    // Behind any other name the service would not see the file: it would neither create it for its own user alone, nor notice its loss.
    private static bool NamesItsFile(string? connectionString) =>
        !IsOf(DatabaseProvider.Sqlite, connectionString ?? "")
        || new SqliteConnectionStringBuilder(connectionString).DataSource is var file
            && !file.StartsWith("file:", StringComparison.OrdinalIgnoreCase) && !file.StartsWith('|');

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
