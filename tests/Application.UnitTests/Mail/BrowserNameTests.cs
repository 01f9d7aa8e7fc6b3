using CleanAuth.Application.Mail;

namespace CleanAuth.Application.UnitTests.Mail;

internal sealed class BrowserNameTests
{
    [TestCase("Firefox")]
    [TestCase("curl/8.5.0")]
    [TestCase("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36")]
    [TestCase("Mozilla/5.0 (Linux; Android 14; SM-G991B Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Mobile Safari/537.36")]
    [TestCase("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")]
    [TestCase("Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; .NET CLR 3.5.30729)")]
    public void Of_WhenItIsABrowsers_RepeatsIt(string userAgent) => Assert.That(BrowserName.Of(userAgent), Is.EqualTo(userAgent));

    [TestCase(null, null)]
    [TestCase(" ", null)]
    [TestCase("https://evil.example.com/ is where you must log in", null)]
    [TestCase("Firefox, now log in at evil.example.com/x to keep it", "Firefox, now log in at")]
    [TestCase("node-fetch/1.0 (+https://github.com/bitinn/node-fetch)", "node-fetch/1.0")]
    [TestCase("Firefox //evil/x", "Firefox")]
    [TestCase("Firefox write to eve@evil now", "Firefox write to")]
    [TestCase("Firefox 123.com", "Firefox")]
    [TestCase("Firefox\r\nCall us", null)]
    [TestCase("Firefox evil\u3002com", "Firefox")]
    [TestCase("Firefox \u202emoc", "Firefox")]
    public void Of_WhenItCouldHoldALink_EndsBeforeIt(string? userAgent, string? repeated) =>
        Assert.That(BrowserName.Of(userAgent), Is.EqualTo(repeated));
}
