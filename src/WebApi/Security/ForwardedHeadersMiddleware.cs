using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace CleanAuth.WebApi.Security;

/// <summary>
/// Reads the client, the scheme and the path prefix of a request from trusted proxies. Each proxy appends an entry, so only the last
/// <see cref="ForwardingOptions.ForwardLimit"/> entries are trusted. Entries are split at commas only: if quoted strings were supported,
/// a client could send an open quote that hides the entry of the proxy. The path prefix becomes the PathBase of the request.
/// </summary>
internal sealed class ForwardedHeadersMiddleware(RequestDelegate next, IOptions<ForwardingOptions> options)
{
    private const string ForwardedFor = "X-Forwarded-For";
    private const string ForwardedProto = "X-Forwarded-Proto";
    private const string ForwardedPrefix = "X-Forwarded-Prefix";

    private readonly IPAddress[] proxies = [.. options.Value.Proxies.Select(UnmapIPv4)];
    private readonly IPNetwork[] networks = [.. options.Value.Networks];
    private readonly PathString prefix = ForwardingOptions.ReadPrefix(options.Value.PathPrefix);

    public Task InvokeAsync(HttpContext context)
    {
        if (options.Value.TrustsAny)
        {
            Apply(context);
        }

        if (prefix.HasValue)
        {
            context.Request.PathBase = prefix;
            context.Request.Path = context.Request.Path.StartsWithSegments(prefix, StringComparison.Ordinal, out PathString rest)
                ? rest
                : context.Request.Path;
        }

        return next(context);
    }

    private void Apply(HttpContext context)
    {
        if (IsTrusted(context.Connection.RemoteIpAddress)
            && EntriesFromTheRight(context, ForwardedPrefix).FirstOrDefault() is { } text
            && ForwardingOptions.ReadPrefix(text) is { } named)
        {
            context.Request.PathBase = named;
        }

        string[] clients = EntriesFromTheRight(context, ForwardedFor);
        string[] schemes = EntriesFromTheRight(context, ForwardedProto);
        for (int hop = 0; hop < options.Value.ForwardLimit && IsTrusted(context.Connection.RemoteIpAddress); hop++)
        {
            if (hop < schemes.Length && IsScheme(schemes[hop]))
            {
                context.Request.Scheme = schemes[hop];
            }

            if (hop >= clients.Length)
            {
                return;
            }

            if (!IPEndPoint.TryParse(clients[hop], out IPEndPoint? client))
            {
                // Treat the client as unknown. The address of the proxy could be a known network of the account.
                context.Connection.RemoteIpAddress = null;
                return;
            }

            context.Connection.RemoteIpAddress = client.Address;
        }
    }

    // A request without an address came through a Unix socket, which only a proxy on this machine can reach.
    private bool IsTrusted(IPAddress? address) =>
        address is null
        || (UnmapIPv4(address) is { } ipv4 && (proxies.Contains(ipv4) || networks.Any(network => network.Contains(ipv4))));

    private static string[] EntriesFromTheRight(HttpContext context, string header)
    {
        if (!context.Request.Headers.TryGetValue(header, out StringValues values))
        {
            return [];
        }

        string[] entries = values.ToString().Split(',', StringSplitOptions.TrimEntries);
        Array.Reverse(entries);
        return entries;
    }

    private static bool IsScheme(string text) =>
        text.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase)
        || text.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);

    // A dual-stack socket shows IPv4 addresses in their IPv6 form.
    private static IPAddress UnmapIPv4(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
