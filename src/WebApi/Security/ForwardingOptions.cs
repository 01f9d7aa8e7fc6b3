using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Text.RegularExpressions;

namespace CleanAuth.WebApi.Security;

/// <summary>The section <c>ForwardedHeaders</c>: whose word is taken for where a request comes from.</summary>
public sealed partial record ForwardingOptions : IValidatableObject
{
    public const string Section = "ForwardedHeaders";

    /// <summary>The addresses of proxies whose <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Prefix</c> count. None by default.</summary>
    public string[] KnownProxies { get; init; } = [];

    /// <summary>Networks that hold nothing but such proxies, such as <c>10.0.7.0/24</c>.</summary>
    public string[] KnownNetworks { get; init; } = [];

    /// <summary>How many proxies stand one behind the other.</summary>
    [Range(1, 10, ErrorMessage = "Set ForwardedHeaders:ForwardLimit to the number of proxies one behind the other, 1 to 10.")]
    public int ForwardLimit { get; init; } = 1;

    /// <summary>
    /// The path below which a proxy serves the service, such as <c>/auth</c>, where that proxy does not say so in
    /// <c>X-Forwarded-Prefix</c>. It makes no difference whether the proxy removes it from the path of a request.
    /// </summary>
    public string PathPrefix { get; init; } = "";

    /// <summary>A prefix without the slash at its end; null where the text is none.</summary>
    internal static string? ReadPrefix(string text) => Prefix().IsMatch(text) ? text.TrimEnd('/') : null;

    internal IEnumerable<IPAddress> Proxies => Given(KnownProxies).Select(IPAddress.Parse);

    internal IEnumerable<IPNetwork> Networks => Given(KnownNetworks).Select(network => IPNetwork.Parse(network));

    internal bool TrustsAny => Given(KnownProxies).Concat(Given(KnownNetworks)).Any();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
    [
        .. from proxy in Given(KnownProxies)
           where !IPAddress.TryParse(proxy, out _)
           select new ValidationResult($"ForwardedHeaders:KnownProxies has '{proxy}'; a proxy is an IP address, such as 10.0.7.1."),
        .. from network in Given(KnownNetworks)
           where !IPNetwork.TryParse(network, out IPNetwork parsed) || parsed.PrefixLength == 0
           select new ValidationResult(
               $"ForwardedHeaders:KnownNetworks has '{network}'; a network is its first address and a prefix length above 0, such as 10.0.7.0/24."),
        .. PathPrefix.Length > 0 && ReadPrefix(PathPrefix) is null
            ? [new ValidationResult($"ForwardedHeaders:PathPrefix is '{PathPrefix}'; a prefix is a path, such as /auth, without escapes.")]
            : Array.Empty<ValidationResult>(),
    ];

    // A variable of a compose file that is not set arrives as an empty text.
    private static IEnumerable<string> Given(string[] values) => values.Where(value => value.Length > 0);

    // No two slashes in a row, which would make a redirection lead to another host, and no segment of dots.
    [GeneratedRegex(@"^(/(?!\.+(/|\z))[A-Za-z0-9._~-]+)+/?\z")]
    private static partial Regex Prefix();
}
