namespace CleanAuth.Application.EmailDelivery;

/// <summary>
/// Finds the browser and the operating system in a User-Agent header. Emails contain only these names: an attacker chooses the header of
/// a login, and could otherwise make the service send any text to the owner, such as "call this number".
/// </summary>
internal static class KnownBrowsers
{
    // Most headers also contain the names of more common browsers, so the rarer ones come first.
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

    // Headers of iPhones contain "like Mac OS X", and those of Android contain "Linux".
    private static readonly (string Token, string Name)[] Systems =
    [
        ("Windows", "Windows"),
        ("iPhone", "iOS"), ("iPad", "iPadOS"),
        ("Mac OS X", "macOS"),
        ("Android", "Android"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];

    /// <summary>Returns the browser, such as <c>Firefox</c>; null if it is unknown.</summary>
    public static string? BrowserIn(string? userAgent) => FirstIn(userAgent, Browsers);

    /// <summary>Returns the operating system, such as <c>Windows</c>; null if it is unknown.</summary>
    public static string? SystemIn(string? userAgent) => FirstIn(userAgent, Systems);

    private static string? FirstIn(string? userAgent, (string Token, string Name)[] known) =>
        userAgent is null ? null : known.FirstOrDefault(entry => userAgent.Contains(entry.Token, StringComparison.Ordinal)).Name;
}
