using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Tokens.GetPublicKeys;
using Moq;

namespace CleanAuth.Application.UnitTests.Tokens.GetPublicKeys;

internal sealed class GetPublicKeysHandlerTests
{
    private readonly Mock<ISigningKeyManager> keys = new();

    [Test]
    public async Task GetPublicKeys_WhenKeysArePublished_ReturnsThem()
    {
        PublicKey[] published = [NewKey("next"), NewKey("current")];
        keys.Setup(port => port.Published()).Returns(published);

        JsonWebKeySetDto dto = await new GetPublicKeysHandler(keys.Object).Handle(new GetPublicKeysQuery(), default);

        Assert.That(dto.Keys, Is.EqualTo(published));
    }

    [Test]
    public async Task GetPublicKeys_WhenTheAlgorithmIsHs256_ReturnsAnEmptySet()
    {
        keys.Setup(port => port.Published()).Returns([]);

        JsonWebKeySetDto dto = await new GetPublicKeysHandler(keys.Object).Handle(new GetPublicKeysQuery(), default);

        Assert.That(dto.Keys, Is.Empty);
    }

    private static PublicKey NewKey(string keyId) => new("EC", "sig", keyId, "ES256", "P-256", "x", "y");
}
