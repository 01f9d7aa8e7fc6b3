using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CleanAuth.Infrastructure.Tokens;

/// <summary>Refuses entries of <c>Tokens:Former</c> that cannot be read: the binder of lists leaves them out without a word.</summary>
internal sealed class FormerTokensCheck(IConfiguration configuration) : IValidateOptions<JwtOptions>
{
    public ValidateOptionsResult Validate(string? name, JwtOptions options)
    {
        IConfigurationSection entries = configuration.GetSection($"{JwtOptions.Section}:{nameof(JwtOptions.Former)}");
        string[] faults = [.. entries.GetChildren().Where(entry => !IsReadable(entry)).Select(Describe)];
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
        $"{entry.Path} cannot be read: set {entry.Path}:Algorithm to ES256 or HS256, and {entry.Path}:Until to a time such as 2027-01-31T00:00:00Z.";
}
