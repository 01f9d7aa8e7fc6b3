using CleanAuth.Application.Accounts;
using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain.Links;

namespace CleanAuth.Application.UnitTests.EmailDelivery;

internal sealed class SpaLinksTests
{
    [Test]
    public void To_WhenNoAppIsConfigured_LeadsToTheIssuer() =>
        Assert.That(
            Links(spaBaseUrl: null).To(LinkPurpose.VerifyEmail, "secret"),
            Is.EqualTo("https://accounts.example.com/verify-email#token=secret"));

    [TestCase("https://app.example.com/#/", "https://app.example.com/#/verify-email?token=secret", "https://app.example.com/#/")]
    [TestCase(
        "https://app.example.com/#/auth/", "https://app.example.com/#/auth/verify-email?token=secret", "https://app.example.com/#/auth/")]
    public void To_WhenTheAppHasAHashRouter_LeadsToItsRoute(string spaBaseUrl, string link, string home)
    {
        SpaLinks links = Links(spaBaseUrl);

        Assert.Multiple(() =>
        {
            Assert.That(links.To(LinkPurpose.VerifyEmail, "secret"), Is.EqualTo(link));
            Assert.That(links.Home, Is.EqualTo(home));
        });
    }

    [TestCaseSource(nameof(Purposes))]
    public void To_WhenThePurposeIsKnown_LeadsToAPage(LinkPurpose purpose) =>
        Assert.That(
            Links("https://app.example.com").To(purpose, "secret"),
            Does.Match(@"^https://app\.example\.com/[a-z-]+#token=secret$"));

    private static LinkPurpose[] Purposes => Enum.GetValues<LinkPurpose>();

    private static SpaLinks Links(string? spaBaseUrl) => new(
        new AccountOptions { SpaBaseUrl = spaBaseUrl is null ? null : new Uri(spaBaseUrl) },
        new() { Issuer = "https://accounts.example.com" });
}
