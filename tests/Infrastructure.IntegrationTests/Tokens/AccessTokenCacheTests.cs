using System.Security.Cryptography;
using CleanAuth.Application.Errors;
using CleanAuth.Infrastructure.Tokens;
using CleanAuth.Infrastructure.Tokens.SigningKeys;
using Microsoft.IdentityModel.Tokens;

namespace CleanAuth.Infrastructure.IntegrationTests.Tokens;

/// <summary>A token that was verified before is refused for each reason that can arise later.</summary>
internal sealed class AccessTokenCacheTests
{
    [Test]
    public async Task VerifyAccessToken_WhenItWasVerifiedBefore_ReturnsTheSameResult([Values] JwtAlgorithm algorithm)
    {
        using TokenKit kit = new(algorithm);
        string access = kit.Access;
        VerifiedJwt first = await kit.Verifier.VerifyAccessTokenAsync(access);

        VerifiedJwt second = await kit.Verifier.VerifyAccessTokenAsync(access);

        Assert.That(second, Is.SameAs(first));
    }

    [TestCase(0, 299, true)]
    [TestCase(0, 300, false)]
    [TestCase(10, 309, true)]
    [TestCase(10, 310, false)]
    public async Task VerifyAccessToken_WhenTimePasses_AcceptsUntilExpiryAndSkew(int skew, int seconds, bool isValid)
    {
        using TokenKit kit = new(clockSkew: TimeSpan.FromSeconds(skew));
        string access = kit.Access;
        await kit.Verifier.VerifyAccessTokenAsync(access);

        kit.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.That(await IsValidAsync(kit, access), Is.EqualTo(isValid));
    }

    [TestCase(15, true)]
    [TestCase(16, false)]
    public async Task VerifyAccessToken_WhenTheClockIsSetBack_AcceptsAFewMinutes(int minutes, bool isValid)
    {
        using TokenKit kit = new();
        string access = kit.Access;
        await kit.Verifier.VerifyAccessTokenAsync(access);

        kit.Clock.AdjustTime(kit.Clock.GetUtcNow() - TimeSpan.FromMinutes(minutes));

        Assert.That(await IsValidAsync(kit, access), Is.EqualTo(isValid));
    }

    [Test]
    public async Task VerifyAccessToken_WhenTheClockIsSetBackBeforeItsStart_IsRefused()
    {
        using TokenKit kit = new();
        string access = kit.Forge(kit.Access, payload: claims => claims["nbf"] = TestData.Now.ToUnixTimeSeconds());
        await kit.Verifier.VerifyAccessTokenAsync(access);

        kit.Clock.AdjustTime(kit.Clock.GetUtcNow() - TimeSpan.FromSeconds(1));

        Assert.That(await IsValidAsync(kit, access), Is.False);
    }

    [Test]
    public async Task VerifyAccessToken_WhenItsKeyIsWithdrawn_IsRefused()
    {
        using TokenKit kit = new();
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string access = kit.Access;
        await kit.Verifier.VerifyAccessTokenAsync(access);

        SigningCredentials credentials = new(new ECDsaSecurityKey(other) { KeyId = "key-2" }, SecurityAlgorithms.EcdsaSha256);
        kit.Ring.Replace([new RingKey(credentials, TestData.Now)]);

        Assert.That(await IsValidAsync(kit, access), Is.False);
    }

    [Test]
    public async Task VerifyAccessToken_WhenItsSettingsAreNoLongerAccepted_IsRefused()
    {
        FormerTokenOptions former = new() { Algorithm = JwtAlgorithm.ES256, Until = TestData.Now + TimeSpan.FromMinutes(1) };
        using TokenKit kit = new(JwtAlgorithm.HS256, former: former);
        string access = kit.SignElliptic(kit.Access);
        await kit.Verifier.VerifyAccessTokenAsync(access);

        kit.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.That(await IsValidAsync(kit, access), Is.False);
    }

    [Test]
    public async Task VerifyAccessToken_WhenRefused_IsNotKept()
    {
        using TokenKit kit = new();

        Assert.That(await IsValidAsync(kit, kit.Refresh), Is.False);
        Assert.That(kit.Cache.Count, Is.Zero);
    }

    [Test]
    public async Task Add_WhenTheCacheIsFull_KeepsItsSize()
    {
        using TokenKit kit = new();
        VerifiedJwt verified = await kit.Verifier.VerifyAccessTokenAsync(kit.Access);

        for (int number = 0; number < 2 * AccessTokenCache.Capacity; number++)
        {
            kit.Cache.Add($"{number}", verified);
        }

        Assert.That(kit.Cache.Count, Is.InRange(1, AccessTokenCache.Capacity));
    }

    private static async Task<bool> IsValidAsync(TokenKit kit, string token)
    {
        try
        {
            await kit.Verifier.VerifyAccessTokenAsync(token);
            return true;
        }
        catch (TokenNotValidException)
        {
            return false;
        }
    }
}
