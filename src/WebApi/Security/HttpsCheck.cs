using Microsoft.Extensions.Options;

namespace CleanAuth.WebApi.Security;

/// <summary>Checks at start that HTTPS can reach the service if it is required. Otherwise every request would be refused.</summary>
internal sealed class HttpsCheck(IConfiguration configuration, IHostEnvironment environment, IOptions<ForwardingOptions> forwarding)
    : IValidateOptions<HttpsOptions>
{
    public ValidateOptionsResult Validate(string? name, HttpsOptions options) =>
        !options.IsRequired(environment) || forwarding.Value.TrustsAny || ListensOnHttps()
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                "HTTPS is required, but the service has no https address and trusts no proxy. "
                + "Set ForwardedHeaders:KnownProxies to the address of the proxy that terminates TLS, "
                + "or ASPNETCORE_URLS to an https address with a certificate, or Https:Required to false if TLS is terminated elsewhere.");

    private bool ListensOnHttps() =>
        configuration[WebHostDefaults.ServerUrlsKey]?.Contains("https://", StringComparison.OrdinalIgnoreCase) == true
        || !string.IsNullOrEmpty(configuration[WebHostDefaults.HttpsPortsKey])
        || configuration.GetSection("Kestrel:Endpoints").GetChildren()
            .Any(endpoint => endpoint["Url"]?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true);
}
