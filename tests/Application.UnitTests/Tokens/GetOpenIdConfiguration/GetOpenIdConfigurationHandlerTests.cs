using CleanAuth.Application.Tokens;
using CleanAuth.Application.Tokens.GetOpenIdConfiguration;

namespace CleanAuth.Application.UnitTests.Tokens.GetOpenIdConfiguration;

internal sealed class GetOpenIdConfigurationHandlerTests
{
    [TestCase("https://auth.example.com")]
    [TestCase("https://auth.example.com/")]
    public async Task GetOpenIdConfiguration_WhenCalled_ReturnsTheIssuerAndTheAddressOfItsKeys(string issuer)
    {
        GetOpenIdConfigurationHandler handler = new(new TokenOptions { Issuer = issuer });

        OpenIdConfigurationDto dto = await handler.Handle(new GetOpenIdConfigurationQuery(), default);

        Assert.That((dto.Issuer, dto.JwksUri), Is.EqualTo((issuer, "https://auth.example.com/.well-known/jwks.json")));
    }

    [Test]
    public async Task GetOpenIdConfiguration_WhenTheIssuerHasAPath_KeepsThePath()
    {
        GetOpenIdConfigurationHandler handler = new(new TokenOptions { Issuer = "https://example.com/auth" });

        OpenIdConfigurationDto dto = await handler.Handle(new GetOpenIdConfigurationQuery(), default);

        Assert.That(dto.JwksUri, Is.EqualTo("https://example.com/auth/.well-known/jwks.json"));
    }

    [Test]
    public async Task GetOpenIdConfiguration_WhenCalled_ListsNoFlows()
    {
        GetOpenIdConfigurationHandler handler = new(new TokenOptions { Issuer = "https://auth.example.com" });

        OpenIdConfigurationDto dto = await handler.Handle(new GetOpenIdConfigurationQuery(), default);

        Assert.That(dto.ResponseTypesSupported, Is.Empty);
    }
}
