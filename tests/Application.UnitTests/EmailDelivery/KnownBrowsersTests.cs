using CleanAuth.Application.EmailDelivery;

namespace CleanAuth.Application.UnitTests.EmailDelivery;

internal sealed class KnownBrowsersTests
{
    [TestCase("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "Linux")]
    [TestCase(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
        "Chrome",
        "Windows")]
    [TestCase(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0",
        "Edge",
        "Windows")]
    [TestCase(
        "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 OPR/120.0",
        "Opera",
        "Windows")]
    [TestCase(
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
        "Safari",
        "macOS")]
    [TestCase(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) " +
        "Version/18.5 Mobile/15E148 Safari/604.1",
        "Safari",
        "iOS")]
    [TestCase(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) " +
        "CriOS/137.0 Mobile/15E148 Safari/604.1",
        "Chrome",
        "iOS")]
    [TestCase(
        "Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/140.0 Mobile/15E148 Safari/605.1.15",
        "Firefox",
        "iPadOS")]
    [TestCase(
        "Mozilla/5.0 (Linux; Android 14; SM-S901B) AppleWebKit/537.36 (KHTML, like Gecko) " +
        "SamsungBrowser/28.0 Chrome/130.0 Mobile Safari/537.36",
        "Samsung Internet",
        "Android")]
    [TestCase(
        "Mozilla/5.0 (X11; CrOS x86_64 16181.61.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
        "Chrome",
        "ChromeOS")]
    [TestCase("Shop/2.1 (Android 14)", null, "Android", Description = "an app")]
    [TestCase("curl/8.5.0", null, null)]
    [TestCase("Call +1 555 0100 now to keep your account", null, null)]
    [TestCase("Firefox, now call +1 555 0100", null, null, Description = "no version, so no browser")]
    [TestCase("Firefox/1 on Windows: log in at evil.example.com", "Firefox", "Windows", Description = "only the names are repeated")]
    [TestCase("\u202eFirefox/1", "Firefox", null)]
    [TestCase("", null, null)]
    [TestCase(null, null, null)]
    public void BrowserAndSystem_WhenReadFromAUserAgent_AreKnownNamesOnly(string? userAgent, string? browser, string? system) =>
        Assert.That((KnownBrowsers.BrowserIn(userAgent), KnownBrowsers.SystemIn(userAgent)), Is.EqualTo((browser, system)));
}
