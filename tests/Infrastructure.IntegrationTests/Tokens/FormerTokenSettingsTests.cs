using System.Text;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Errors;
using CleanAuth.Infrastructure.Tokens;

namespace CleanAuth.Infrastructure.IntegrationTests.Tokens;

/// <summary>Tokens of former settings are valid until the configured end; a mixture of former and current settings is not.</summary>
internal sealed class FormerTokenSettingsTests
{
    private const string FormerIssuer = "https://login.example.com";
    private const string FormerAudience = "login";
    private static readonly string FormerSecret = $"{TokenKit.SharedSecret}-of-before";
    private static readonly DateTimeOffset Until = TestData.Now.AddMinutes(1);

    [Test]
    public async Task Verify_WhenTheTokenIsOfAFormerIssuerAndAudience_AcceptsItUntilTheEnd()
    {
        using TokenKit kit = new(former: EllipticFormer());
        string token = OfFormerIssuer(kit);

        VerifiedToken verified = await kit.Verifier.VerifyRefreshTokenAsync(token);
        kit.Clock.SetUtcNow(Until);
        Exception? afterwards = await RefusalAsync(kit, token);

        Assert.That(verified.Id, Is.EqualTo(kit.Token.Id));
        Assert.That(afterwards?.Message, Is.EqualTo(TokenNotValidException.InvalidOrExpired));
        Assert.That(await RefusalAsync(kit, kit.Refresh), Is.Null);
    }

    [Test]
    public async Task Verify_WhenTheTokenIsOfAFormerSecret_AcceptsIt([Values] JwtAlgorithm algorithm)
    {
        using TokenKit kit = new(algorithm, former: SharedFormer());
        string token = SignedWithFormerSecret(OfFormerIssuer(kit));

        VerifiedToken verified = await kit.Verifier.VerifyRefreshTokenAsync(token);

        Assert.That(verified.Id, Is.EqualTo(kit.Token.Id));
    }

    [Test]
    public async Task Verify_WhenTheFormerSecretSignsForTheCurrentIssuer_Refuses([Values] JwtAlgorithm algorithm)
    {
        using TokenKit kit = new(algorithm, former: SharedFormer());
        string[] tokens =
        [
            SignedWithFormerSecret(kit.Refresh),
            SignedWithFormerSecret(kit.Forge(payload: claims => claims["iss"] = FormerIssuer)),
            SignedWithFormerSecret(kit.Forge(payload: claims => claims["aud"] = FormerAudience)),
        ];

        await AssertAllRefusedAsync(kit, tokens);
    }

    [Test]
    public async Task Verify_WhenTheCurrentKeySignsForTheIssuerOfAFormerSecret_Refuses([Values] JwtAlgorithm algorithm)
    {
        using TokenKit kit = new(algorithm, former: SharedFormer());

        await AssertAllRefusedAsync(kit, OfFormerIssuer(kit));
    }

    [Test]
    public async Task Verify_WhenTheFormerSecretSignsUnderAnotherAlgorithmOrKeyId_Refuses()
    {
        using TokenKit kit = new(former: SharedFormer());
        string token = OfFormerIssuer(kit);
        string[] tokens =
        [
            SignedWithFormerSecret(token, keyId: TokenKit.KeyId),
            SignedWithFormerSecret(token, algorithm: "ES256"),
            SignedWithFormerSecret(token, algorithm: "HS512"),
            SignedWithFormerSecret(token, algorithm: "none"),
        ];

        await AssertAllRefusedAsync(kit, tokens);
    }

    // RFC 8725, section 2.1: an attacker knows the public key.
    [Test]
    public async Task Verify_WhenAFormerAlgorithmIsHs256_DoesNotAcceptThePublicKeyAsASecret()
    {
        using TokenKit kit = new(former: SharedFormer());

        await AssertAllRefusedAsync(kit, TokenKit.SignShared(OfFormerIssuer(kit), kit.PublicKey));
    }

    [Test]
    public async Task Verify_WhenEs256IsFormer_AcceptsItsTokensOfTheFormerIssuerOnly()
    {
        using TokenKit kit = new(JwtAlgorithm.HS256, former: EllipticFormer());

        VerifiedToken verified = await kit.Verifier.VerifyRefreshTokenAsync(kit.SignElliptic(OfFormerIssuer(kit)));

        Assert.That(verified.Id, Is.EqualTo(kit.Token.Id));
        await AssertAllRefusedAsync(kit, kit.SignElliptic(kit.Refresh));
    }

    [Test]
    public async Task Verify_WhenNothingIsFormer_RefusesAnotherIssuer()
    {
        using TokenKit kit = new();

        await AssertAllRefusedAsync(kit, OfFormerIssuer(kit));
    }

    private static FormerTokenOptions EllipticFormer() =>
        new() { Issuer = FormerIssuer, Audience = FormerAudience, Algorithm = JwtAlgorithm.ES256, Until = Until };

    private static FormerTokenOptions SharedFormer() => EllipticFormer() with { Algorithm = JwtAlgorithm.HS256, SigningKey = FormerSecret };

    private static string OfFormerIssuer(TokenKit kit) =>
        kit.Forge(payload: claims => (claims["iss"], claims["aud"]) = (FormerIssuer, FormerAudience));

    private static string SignedWithFormerSecret(string token, string? keyId = null, string algorithm = "HS256") =>
        TokenKit.SignShared(token, Encoding.UTF8.GetBytes(FormerSecret), keyId, algorithm);

    private static async Task AssertAllRefusedAsync(TokenKit kit, params string[] tokens)
    {
        Assert.That(await RefusalAsync(kit, kit.Refresh), Is.Null, "The current tokens are valid.");
        foreach (string token in tokens)
        {
            Assert.That((await RefusalAsync(kit, token))?.Message, Is.EqualTo(TokenNotValidException.InvalidOrExpired), token);
        }
    }

    private static async Task<Exception?> RefusalAsync(TokenKit kit, string token)
    {
        try
        {
            await kit.Verifier.VerifyRefreshTokenAsync(token);
            return null;
        }
        catch (TokenNotValidException refusal)
        {
            return refusal;
        }
    }
}
