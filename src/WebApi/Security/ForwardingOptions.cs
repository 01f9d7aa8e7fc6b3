using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Text.RegularExpressions;

namespace CleanAuth.WebApi.Security;

/// <summary>The section <c>ForwardedHeaders</c>: the trusted proxies.</summary>
public sealed partial record ForwardingOptions : IValidatableObject
{
    public const string Section = "ForwardedHeaders";

    /// <summary>
    /// The addresses of proxies whose <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Prefix</c> are trusted. None by default.
    /// </summary>
    public string[] KnownProxies { get; init; } = [];

    /// <summary>Networks that contain only such proxies, such as <c>10.0.7.0/24</c>.</summary>
    public string[] KnownNetworks { get; init; } = [];

    /// <summary>The number of proxies in a chain.</summary>
    [Range(1, 10, ErrorMessage = "Set ForwardedHeaders:ForwardLimit to the number of proxies one behind the other, 1 to 10.")]
    public int ForwardLimit { get; init; } = 1;

    /// <summary>
    /// The path prefix under which a proxy serves the service, such as <c>/auth</c>, if the proxy does not send
    /// <c>X-Forwarded-Prefix</c>. The proxy may remove the prefix from the path of a request or keep it.
    /// </summary>
    public string PathPrefix { get; init; } = "";

    /// <summary>Returns the prefix without its last slash; null if the text is not a prefix.</summary>
    internal static string? ReadPrefix(string text) => Prefix().IsMatch(text) ? text.TrimEnd('/') : null;

    internal IEnumerable<IPAddress> Proxies => NonEmpty(KnownProxies).Select(IPAddress.Parse);

    internal IEnumerable<IPNetwork> Networks => NonEmpty(KnownNetworks).Select(network => IPNetwork.Parse(network));

    internal bool TrustsAny => NonEmpty(KnownProxies).Concat(NonEmpty(KnownNetworks)).Any();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
    [
        .. from proxy in NonEmpty(KnownProxies)
           where !IPAddress.TryParse(proxy, out _)
           select new ValidationResult($"ForwardedHeaders:KnownProxies has '{proxy}'; a proxy is an IP address, such as 10.0.7.1."),
        .. from network in NonEmpty(KnownNetworks)
           where !IPNetwork.TryParse(network, out IPNetwork parsed) || parsed.PrefixLength == 0
           select new ValidationResult(
               $"ForwardedHeaders:KnownNetworks has '{network}'; a network is its first address and a prefix length above 0, "
               + "such as 10.0.7.0/24."),
        .. PathPrefix.Length > 0 && ReadPrefix(PathPrefix) is null
            ? [new ValidationResult($"ForwardedHeaders:PathPrefix is '{PathPrefix}'; a prefix is a path, such as /auth, without escapes.")]
            : Array.Empty<ValidationResult>(),
    ];

    // An unset variable of a compose file arrives as empty text.
    private static IEnumerable<string> NonEmpty(string[] values) => values.Where(value => value.Length > 0);

    // No two slashes in a row, which would redirect to another host, and no segment of dots.
    [GeneratedRegex(@"^(/(?!\.+(/|\z))[A-Za-z0-9._~-]+)+/?\z")]
    private static partial Regex Prefix();
}
