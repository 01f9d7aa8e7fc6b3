using CleanAuth.Application.Tokens;
using CleanAuth.Application.Tokens.GetDiscovery;

namespace CleanAuth.Application.UnitTests.Tokens.GetDiscovery;

internal sealed class GetDiscoveryHandlerTests
{
    [TestCase("https://auth.example.com")]
    [TestCase("https://auth.example.com/")]
    public async Task GetDiscovery_WhenCalled_TellsTheIssuerAsItIsAndWhereItsKeysAre(string issuer)
    {
        GetDiscoveryHandler handler = new(new TokenOptions { Issuer = issuer });

        DiscoveryDto dto = await handler.Handle(new GetDiscoveryQuery(), default);

        Assert.That((dto.Issuer, dto.JwksUri), Is.EqualTo((issuer, "https://auth.example.com/.well-known/jwks.json")));
    }

    [Test]
    public async Task GetDiscovery_WhenTheServiceLivesUnderAPath_KeepsThePath()
    {
        GetDiscoveryHandler handler = new(new TokenOptions { Issuer = "https://example.com/auth" });

        DiscoveryDto dto = await handler.Handle(new GetDiscoveryQuery(), default);

        Assert.That(dto.JwksUri, Is.EqualTo("https://example.com/auth/.well-known/jwks.json"));
    }

    [Test]
    public async Task GetDiscovery_WhenCalled_PromisesNoFlows()
    {
        GetDiscoveryHandler handler = new(new TokenOptions { Issuer = "https://auth.example.com" });

        DiscoveryDto dto = await handler.Handle(new GetDiscoveryQuery(), default);

        Assert.That(dto.ResponseTypesSupported, Is.Empty);
    }
}
