using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Errors;
using CleanAuth.Infrastructure.Tokens;

namespace CleanAuth.Infrastructure.IntegrationTests.Tokens;

internal sealed class JwtVerifierTests
{
    [Test]
    public async Task VerifyRefreshToken_WhenValid_ReturnsItsClaims([Values] JwtAlgorithm algorithm)
    {
        using TokenKit kit = new(algorithm);

        VerifiedToken verified = await kit.Verifier.VerifyRefreshTokenAsync(kit.Refresh);

        Assert.That(
            verified,
            Is.EqualTo(new VerifiedToken(kit.Token.Id, TokenKind.Refresh, kit.User.Id, kit.Token.SessionId, Epoch: null)));
    }

    [Test]
    public async Task VerifyAccessToken_WhenValid_ReturnsItsClaims([Values] JwtAlgorithm algorithm)
    {
        using TokenKit kit = new(algorithm);

        VerifiedToken verified = (await kit.Verifier.VerifyAccessTokenAsync(kit.Access)).Token;

        Assert.That(
            (verified.Kind, verified.UserId, verified.SessionId, verified.Epoch),
            Is.EqualTo((TokenKind.Access, kit.User.Id, kit.Token.SessionId, 0)));
    }

    [Test]
    public async Task Verify_WhenItIsOfEitherKind_Accepts()
    {
        using TokenKit kit = new();

        TokenKind[] kinds = [(await kit.Verifier.VerifyAsync(kit.Access)).Kind, (await kit.Verifier.VerifyAsync(kit.Refresh)).Kind];

        Assert.That(kinds, Is.EqualTo([TokenKind.Access, TokenKind.Refresh]));
    }

    // If the forger could not create a valid token, the refusals of forged ones would prove nothing.
    [Test]
    public async Task Verify_WhenTheForgerSignsAnUnchangedToken_Accepts([Values] JwtAlgorithm algorithm)
    {
        using TokenKit kit = new(algorithm);

        VerifiedToken verified = await kit.Verifier.VerifyAsync(kit.Forge());

        Assert.That(verified.Id, Is.EqualTo(kit.Token.Id));
    }

    [TestCase(0, 299, true)]
    [TestCase(0, 300, false)]
    [TestCase(0, 301, false)]
    [TestCase(30, 329, true)]
    [TestCase(30, 330, false)]
    public async Task Verify_WhenTimePasses_AcceptsUntilExpiryAndSkew(int skew, int seconds, bool isValid)
    {
        using TokenKit kit = new(clockSkew: TimeSpan.FromSeconds(skew));
        string token = kit.Access;
        kit.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Exception? refusal = await RefusalAsync(() => kit.Verifier.VerifyAsync(token));

        Assert.That(refusal?.Message, Is.EqualTo(isValid ? null : TokenNotValidException.InvalidOrExpired));
    }

    [TestCase(0, 1, false)]
    [TestCase(0, 0, true)]
    [TestCase(30, 30, true)]
    [TestCase(30, 31, false)]
    public async Task Verify_WhenTheTokenIsNotYetValid_RefusesBeyondTheSkew(int skew, int secondsAhead, bool isValid)
    {
        using TokenKit kit = new(clockSkew: TimeSpan.FromSeconds(skew));
        string token = kit.Forge(payload: claims => claims["nbf"] = TestData.Now.ToUnixTimeSeconds() + secondsAhead);

        Exception? refusal = await RefusalAsync(() => kit.Verifier.VerifyAsync(token));

        Assert.That(refusal?.Message, Is.EqualTo(isValid ? null : TokenNotValidException.InvalidOrExpired));
    }

    [Test]
    public async Task VerifyRefreshToken_WhenGivenAnAccessToken_RefusesItsType()
    {
        using TokenKit kit = new();

        Exception? refusal = await RefusalAsync(() => kit.Verifier.VerifyRefreshTokenAsync(kit.Access));

        Assert.That(refusal, Is.TypeOf<TokenNotValidException>().With.Message.EqualTo("Token has wrong type"));
    }

    [Test]
    public async Task VerifyAccessToken_WhenGivenARefreshToken_RefusesItsType()
    {
        using TokenKit kit = new();

        Exception? refusal = await RefusalAsync(() => kit.Verifier.VerifyAccessTokenAsync(kit.Refresh));

        Assert.That(refusal, Is.TypeOf<TokenNotValidException>().With.Message.EqualTo("Token has wrong type"));
    }

    // The clock may have been set back since then; no user may be logged out by that.
    [TestCase(10 * 60, true)]
    [TestCase(15 * 60, true)]
    [TestCase(15 * 60 + 1, false)]
    public async Task Verify_WhenItWasIssuedInTheFuture_AcceptsAFewMinutes(int seconds, bool isValid)
    {
        using TokenKit kit = new();
        string[] tokens = [kit.Access, kit.Refresh];
        long now = kit.Clock.GetUtcNow().ToUnixTimeSeconds();
        string[] later = [.. tokens.Select(token => kit.Forge(token, payload: claims =>
        {
            claims["iat"] = now + seconds;
            claims["exp"] = now + seconds + 60;
        }))];

        Exception?[] refusals =
            [await RefusalAsync(() => kit.Verifier.VerifyAsync(later[0])), await RefusalAsync(() => kit.Verifier.VerifyAsync(later[1]))];

        Assert.That(refusals.Select(refusal => refusal?.Message), Is.All.EqualTo(isValid ? null : TokenNotValidException.InvalidOrExpired));
    }

    [TestCase(300, true)]
    [TestCase(301, true)]
    [TestCase(302, false)]
    public async Task VerifyAccessToken_WhenTheLifetimeIsTooLong_Refuses(int seconds, bool isValid)
    {
        using TokenKit kit = new();
        string token = kit.Forge(kit.Access, payload: claims => claims["exp"] = (long)claims["iat"]! + seconds);

        Exception? refusal = await RefusalAsync(() => kit.Verifier.VerifyAccessTokenAsync(token));

        Assert.That(refusal?.Message, Is.EqualTo(isValid ? null : TokenNotValidException.InvalidOrExpired));
    }

    // Shortening the lifetime of refresh tokens must not log all users out.
    [Test]
    public async Task VerifyRefreshToken_WhenTheLifetimeIsTooLong_IsAccepted()
    {
        using TokenKit kit = new();
        string token = kit.Forge(payload: claims => claims["exp"] = (long)claims["iat"]! + (30 * 86400));

        Exception? refusal = await RefusalAsync(() => kit.Verifier.VerifyRefreshTokenAsync(token));

        Assert.That(refusal, Is.Null);
    }

    [Test]
    public async Task Verify_WhenTheTimeOfIssueIsMissing_Refuses()
    {
        using TokenKit kit = new();
        string token = kit.Forge(payload: claims => claims.Remove("iat"));

        Exception? refusal = await RefusalAsync(() => kit.Verifier.VerifyAsync(token));

        Assert.That(refusal, Is.TypeOf<TokenNotValidException>().With.Message.EqualTo(TokenNotValidException.InvalidOrExpired));
    }

    [Test]
    public async Task Verify_WhenSubAndUserIdDiffer_RefusesWithUserNotFound()
    {
        using TokenKit kit = new();
        string token = kit.Forge(payload: claims => claims["sub"] = $"{Guid.NewGuid()}");

        Exception? refusal = await RefusalAsync(() => kit.Verifier.VerifyAsync(token));

        Assert.That(refusal, Is.TypeOf<AccountUnavailableException>().With.Property("Code").EqualTo("user_not_found"));
    }

    [Test]
    public async Task Verify_WhenAnotherServiceHasTheSameKeyId_RefusesItsSignature()
    {
        using TokenKit kit = new();
        using TokenKit other = new();

        Exception? refusal = await RefusalAsync(() => kit.Verifier.VerifyAsync(other.Refresh));

        Assert.That(refusal, Is.TypeOf<TokenNotValidException>().With.Message.EqualTo(TokenNotValidException.InvalidOrExpired));
    }

    private static async Task<Exception?> RefusalAsync(Func<Task> verify)
    {
        try
        {
            await verify();
            return null;
        }
        catch (Exception refusal) when (refusal is TokenNotValidException or AccountUnavailableException)
        {
            return refusal;
        }
    }
}
