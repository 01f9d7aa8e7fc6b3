namespace CleanAuth.Application.EmailDelivery;

/// <summary>
/// The browser and the system that a user agent names. Emails repeat only these names: an attacker chooses the header of a login, and
/// could otherwise have the service send any text to the owner, such as "call this number".
/// </summary>
internal static class KnownBrowsers
{
    // Most user agents name other browsers too, so the rarer ones come first.
    private static readonly (string Token, string Name)[] Browsers =
    [
        ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"),
        ("OPR/", "Opera"), ("OPT/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Vivaldi/", "Vivaldi"),
        ("DuckDuckGo/", "DuckDuckGo"), ("Ddg/", "DuckDuckGo"),
        ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"), ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];

    // iPhones say "like Mac OS X", Android says "Linux".
    private static readonly (string Token, string Name)[] Systems =
    [
        ("Windows", "Windows"),
        ("iPhone", "iOS"), ("iPad", "iPadOS"),
        ("Mac OS X", "macOS"),
        ("Android", "Android"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];

    /// <summary>The browser, such as <c>Firefox</c>; null when none is known.</summary>
    public static string? BrowserIn(string? userAgent) => FirstIn(userAgent, Browsers);

    /// <summary>The operating system, such as <c>Windows</c>; null when none is known.</summary>
    public static string? SystemIn(string? userAgent) => FirstIn(userAgent, Systems);

    private static string? FirstIn(string? userAgent, (string Token, string Name)[] known) =>
        userAgent is null ? null : known.FirstOrDefault(entry => userAgent.Contains(entry.Token, StringComparison.Ordinal)).Name;
}
