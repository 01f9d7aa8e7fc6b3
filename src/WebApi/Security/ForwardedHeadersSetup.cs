using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace CleanAuth.WebApi.Security;

internal static class ForwardedHeadersSetup
{
    public static void AddForwarding(this IServiceCollection services)
    {
        services.AddOptions<ForwardingOptions>().BindConfiguration(ForwardingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ForwardingOptions>>((headers, options) => Apply(options.Value, headers));
    }

    private static void Apply(ForwardingOptions options, ForwardedHeadersOptions headers)
    {
        // The framework trusts loopback by default, and anybody when its lists are empty.
        headers.ForwardedHeaders = options.TrustsAny
            ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto
            : ForwardedHeaders.None;
        headers.ForwardLimit = options.ForwardLimit;
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        foreach (System.Net.IPAddress proxy in options.Proxies)
        {
            headers.KnownProxies.Add(proxy);
        }

        foreach (System.Net.IPNetwork network in options.Networks)
        {
            headers.KnownIPNetworks.Add(network);
        }
    }
}
