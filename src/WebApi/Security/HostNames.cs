using CleanAuth.Application.Tokens;
using Microsoft.AspNetCore.HostFiltering;

namespace CleanAuth.WebApi.Security;

/// <summary>The accepted host names: <c>AllowedHosts</c>; by default only the host of the issuer outside Development.</summary>
internal static class HostNames
{
    private const string Setting = "AllowedHosts";
    private const string Any = "*";
    private const string AnyBelow = "*.";

    public static void AddHostNames(this IServiceCollection services) =>
        services.AddOptions<HostFilteringOptions>()
            .Configure<IConfiguration, IHostEnvironment>(Apply)
            .Validate(
                options => options.AllowedHosts.All(IsName),
                "Set AllowedHosts to names without scheme and port, with ; between them, "
                + "such as accounts.example.com;*.internal.example.com.")
            .ValidateOnStart();

    // The framework reads the setting itself.
    private static void Apply(HostFilteringOptions options, IConfiguration configuration, IHostEnvironment environment)
    {
        options.AllowEmptyHosts = false;
        options.IncludeFailureMessage = false;
        string? issuer = configuration[$"{TokenOptions.Section}:{nameof(TokenOptions.Issuer)}"];
        if (string.IsNullOrEmpty(configuration[Setting])
            && !environment.IsDevelopment()
            && Uri.TryCreate(issuer, UriKind.Absolute, out Uri? address))
        {
            options.AllowedHosts = [address.Host];
        }
    }

    private static bool IsName(string host)
    {
        string name = host.StartsWith(AnyBelow, StringComparison.Ordinal) ? host[AnyBelow.Length..] : host;
        return host == Any || Uri.CheckHostName(name) != UriHostNameType.Unknown;
    }
}
