using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CleanAuth.Infrastructure.Tokens;

/// <summary>
/// Refuses entries of <c>Tokens:Former</c> that cannot be read, because the binder skips them silently. It also refuses entries that
/// outlast every former token, because a retired secret must not sign tokens forever.
/// </summary>
internal sealed class FormerTokenOptionsValidator(IConfiguration configuration, TimeProvider clock) : IValidateOptions<JwtOptions>
{
    // Allows for wrong clocks and time zones.
    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, JwtOptions options)
    {
        IConfigurationSection entries = configuration.GetSection($"{JwtOptions.Section}:{nameof(JwtOptions.Former)}");
        string[] faults =
        [
            .. entries.GetChildren().Where(entry => !IsReadable(entry)).Select(Describe),
            .. options.Former
                .Select((entry, index) => (entry.Until, Name: $"{entries.Path}:{index}:Until"))
                .Where(entry => entry.Until > clock.GetUtcNow() + options.RefreshTokenLifetime + Margin)
                .Select(entry => $"{entry.Name} is later than any former token can expire: "
                    + "set it to now plus Tokens:RefreshTokenLifetime, or earlier."),
        ];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsReadable(IConfigurationSection entry)
    {
        try
        {
            return entry.Get<FormerTokenOptions>() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string Describe(IConfigurationSection entry) =>
        $"{entry.Path} cannot be read: set {entry.Path}:Algorithm to ES256 or HS256, "
        + $"and {entry.Path}:Until to a time such as 2027-01-31T00:00:00Z.";
}
