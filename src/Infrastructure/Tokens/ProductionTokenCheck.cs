using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CleanAuth.Infrastructure.Tokens;

/// <summary>Refuses unsafe token settings, except in Development. An unknown environment counts as production.</summary>
internal sealed class ProductionTokenCheck(IHostEnvironment? environment = null) : IValidateOptions<JwtOptions>
{
    // Parts of secrets in public documentation, templates and tests. A random secret does not contain them.
    private static readonly string[] Samples =
    [
        "0123456789", "django-insecure-", "secret-at-least-256-bits", "your-256-bit", "your-secret", "your_secret",
        "yoursecret", "changeme", "change-me", "change_me", "supersecret", "super-secret", "8fK2vR7xQ1mZ4tY9",
    ];

    public ValidateOptionsResult Validate(string? name, JwtOptions options)
    {
        if (environment is not null && environment.IsDevelopment())
        {
            return ValidateOptionsResult.Success;
        }

        string[] faults = [.. Faults(options)];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(JwtOptions options)
    {
        if (!string.IsNullOrWhiteSpace(options.Issuer) && !IsPublicAddress(options.Issuer))
        {
            yield return "Tokens:Issuer must be an https address without query outside Development: "
                + "set it to the public address of this service, such as https://accounts.example.com.";
        }

        if (options.Algorithm == JwtAlgorithm.HS256 && IsSample(options.SigningKey))
        {
            yield return "Tokens:SigningKey is a known sample secret: "
                + "set it to at least 32 random bytes, for instance from `openssl rand -base64 48`.";
        }

        foreach ((int index, FormerTokenOptions former) in options.Former.Index())
        {
            if (IsSample(former.SigningKey))
            {
                yield return $"Tokens:Former:{index}:SigningKey is a known sample secret, so anyone could forge tokens: "
                    + $"remove Tokens:Former:{index}.";
            }
        }
    }

    // RFC 8414 section 2: an https address that has no query or fragment.
    private static bool IsPublicAddress(string issuer) =>
        Uri.TryCreate(issuer, UriKind.Absolute, out Uri? address)
        && address.Scheme == Uri.UriSchemeHttps
        && address is { Query: "", Fragment: "", UserInfo: "" };

    private static bool IsSample(string? key) =>
        key is not null && Array.Exists(Samples, sample => key.Contains(sample, StringComparison.OrdinalIgnoreCase));
}
