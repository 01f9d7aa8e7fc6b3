using Microsoft.Extensions.Options;

namespace CleanAuth.WebApi.Security;

/// <summary>Where HTTPS is required, calls must be able to arrive over HTTPS; otherwise every call would be refused.</summary>
internal sealed class HttpsCheck(IConfiguration configuration, IHostEnvironment environment, IOptions<ForwardingOptions> forwarding)
    : IValidateOptions<HttpsOptions>
{
    public ValidateOptionsResult Validate(string? name, HttpsOptions options) =>
        !options.IsRequired(environment) || forwarding.Value.TrustsAny || ListensOnHttps()
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                "HTTPS is required, and nothing brings it: set ForwardedHeaders:KnownProxies to the address of the proxy that ends TLS, "
                + "or ASPNETCORE_URLS to an https address with a certificate, or Https:Required to false where TLS ends elsewhere.");

    private bool ListensOnHttps() =>
        configuration[WebHostDefaults.ServerUrlsKey]?.Contains("https://", StringComparison.OrdinalIgnoreCase) == true
        || !string.IsNullOrEmpty(configuration[WebHostDefaults.HttpsPortsKey])
        || configuration.GetSection("Kestrel:Endpoints").GetChildren()
            .Any(endpoint => endpoint["Url"]?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true);
}
