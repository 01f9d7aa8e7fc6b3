using System.Data.Common;
using Microsoft.Extensions.Options;

namespace CleanAuth.Infrastructure.Persistence.Preparation;

/// <summary>Checks at start that the connection string is one of the configured provider. Otherwise the first request would fail.</summary>
/// <param name="connectionString">The configured text.</param>
/// <param name="parse">Reads the text; throws if it is not for this database.</param>
/// <param name="findError">Returns an error of the settings in the text, or null.</param>
internal sealed class ConnectionStringCheck(
    string? connectionString,
    Func<string, DbConnectionStringBuilder> parse,
    Func<DbConnectionStringBuilder, string?>? findError = null) : IValidateOptions<DatabaseOptions>
{
    // The connection string may contain a password, so the message does not repeat it.
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        if (TryParse() is not { } settings)
        {
            return ValidateOptionsResult.Fail(
                $"ConnectionStrings:{DatabaseOptions.ConnectionName} is not a valid connection string for {options.Provider}. "
                + "Correct it, or set Database:Provider to the matching database.");
        }

        return findError?.Invoke(settings) is { } error ? ValidateOptionsResult.Fail(error) : ValidateOptionsResult.Success;
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
