using System.Data.Common;
using Microsoft.Extensions.Options;

namespace CleanAuth.Infrastructure.Persistence.Preparation;

/// <summary>Refuses the connection string of another database at start. Otherwise the first request would show it.</summary>
/// <param name="connectionString">The configured text.</param>
/// <param name="parse">Reads the text; throws if it is not for this database.</param>
/// <param name="findError">Returns what else is wrong with the settings in the text, or null.</param>
internal sealed class ConnectionStringCheck(
    string? connectionString,
    Func<string, DbConnectionStringBuilder> parse,
    Func<DbConnectionStringBuilder, string?>? findError = null) : IValidateOptions<DatabaseOptions>
{
    // The connection string may hold a password, so the message does not repeat it.
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        if (TryParse() is not { } settings)
        {
            return ValidateOptionsResult.Fail(
                $"ConnectionStrings:{DatabaseOptions.ConnectionName} is no connection string of {options.Provider}: correct it, or set Database:Provider to the database that it is for.");
        }

        return findError?.Invoke(settings) is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
    }

    private DbConnectionStringBuilder? TryParse()
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            return null;
        }

        try
        {
            return parse(connectionString) is { Count: > 0 } settings ? settings : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException)
        {
            return null;
        }
    }
}
