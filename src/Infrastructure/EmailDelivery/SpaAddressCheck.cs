using CleanAuth.Application.Accounts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CleanAuth.Infrastructure.EmailDelivery;

/// <summary>Requires https, because links in emails contain a secret. An unknown environment counts as production.</summary>
internal sealed class SpaAddressCheck(IHostEnvironment? environment = null) : IValidateOptions<AccountOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountOptions options)
    {
        bool mayBePlain = environment is not null && environment.IsDevelopment();
        return options.SpaBaseUrl is null || IsUsable(options.SpaBaseUrl, mayBePlain)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                "Accounts:SpaBaseUrl must be an https address without query (http only in Development): "
                + "set it to the address of your app, for instance https://app.example.com, "
                + "or https://app.example.com/#/ for a hash router.");
    }

    private static bool IsUsable(Uri address, bool mayBePlain) =>
        address.IsAbsoluteUri
        && (address.Scheme == Uri.UriSchemeHttps || (mayBePlain && address.Scheme == Uri.UriSchemeHttp))
        && address is { Query: "", UserInfo: "" }
        && (address.Fragment.Length == 0 || IsRoute(address.Fragment));

    private static bool IsRoute(string fragment) =>
        fragment.StartsWith("#/", StringComparison.Ordinal) && !fragment.AsSpan(1).ContainsAny('#', '?');
}
