using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Operations.RotateSigningKeys;
using Moq;

namespace CleanAuth.Application.UnitTests.Operations.RotateSigningKeys;

internal sealed class RotateSigningKeysHandlerTests
{
    private readonly Mock<ISigningKeyManager> keys = new();

    [Test]
    public async Task RotateSigningKeys_WhenCalled_ReturnsTheNewKeyAndRevokesNone()
    {
        keys.Setup(port => port.RotateAsync(It.IsAny<CancellationToken>())).ReturnsAsync("new");

        string keyId = await Handler().Handle(new RotateSigningKeysCommand(RevokedKeyId: null), default);

        Assert.That(keyId, Is.EqualTo("new"));
        Assert.That(Calls(), Is.EqualTo(["RotateAsync"]));
    }

    // Revoke first: if no key is left, the new one must sign at once.
    [Test]
    public async Task RotateSigningKeys_WhenAKeyIsRevoked_RevokesItFirst()
    {
        keys.Setup(port => port.RotateAsync(It.IsAny<CancellationToken>())).ReturnsAsync("new");

        string keyId = await Handler().Handle(new RotateSigningKeysCommand("leaked"), default);

        Assert.That(keyId, Is.EqualTo("new"));
        Assert.That(Calls(), Is.EqualTo(["RevokeAsync", "RotateAsync"]));
        keys.Verify(port => port.RevokeAsync("leaked", It.IsAny<CancellationToken>()), Times.Once);
    }

    [Test]
    public void RotateSigningKeys_WhenTheKeyToRevokeIsUnknown_CreatesNone()
    {
        keys.Setup(port => port.RevokeAsync("unknown", It.IsAny<CancellationToken>())).ThrowsAsync(new InvalidOperationException());

        Assert.ThrowsAsync<InvalidOperationException>(() => Handler().Handle(new RotateSigningKeysCommand("unknown"), default));

        Assert.That(Calls(), Is.EqualTo(["RevokeAsync"]));
    }

    [Test]
    public void RotateSigningKeys_WhenTheAlgorithmIsHs256_Throws()
    {
        keys.Setup(port => port.RotateAsync(It.IsAny<CancellationToken>())).ThrowsAsync(new InvalidOperationException());

        Func<Task> act = () => Handler().Handle(new RotateSigningKeysCommand(RevokedKeyId: null), default);

        Assert.ThrowsAsync<InvalidOperationException>(act);
    }

    private string[] Calls() => [.. keys.Invocations.Select(call => call.Method.Name)];

    private RotateSigningKeysHandler Handler() => new(keys.Object);
}
