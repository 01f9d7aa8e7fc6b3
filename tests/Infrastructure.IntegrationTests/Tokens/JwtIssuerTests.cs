using System.Text.Json.Nodes;
using CleanAuth.Infrastructure.Tokens;
using CleanAuth.Infrastructure.Tokens.SigningKeys;

namespace CleanAuth.Infrastructure.IntegrationTests.Tokens;

internal sealed class JwtIssuerTests
{
    [TestCase(JwtAlgorithm.ES256, """{"alg":"ES256","kid":"key-1","typ":"rt+jwt"}""")]
    [TestCase(JwtAlgorithm.HS256, """{"alg":"HS256","typ":"rt+jwt"}""")]
    public void SerializeRefreshToken_WhenWritten_HasAlgorithmKeyIdAndTypeInTheHeader(JwtAlgorithm algorithm, string expected)
    {
        using TokenKit kit = new(algorithm);

        string token = kit.Issuer.SerializeRefreshToken(kit.Token);

        Assert.That(TokenKit.Text(token, segment: 0), Is.EqualTo(expected));
    }

    [TestCase(JwtAlgorithm.ES256, """{"alg":"ES256","kid":"key-1","typ":"at+jwt"}""")]
    [TestCase(JwtAlgorithm.HS256, """{"alg":"HS256","typ":"at+jwt"}""")]
    public void IssueAccessToken_WhenIssued_HasAlgorithmKeyIdAndTypeInTheHeader(JwtAlgorithm algorithm, string expected)
    {
        using TokenKit kit = new(algorithm);

        string token = kit.Issuer.IssueAccessToken(kit.User, kit.Token.SessionId, kit.Token.ExpiresAt);

        Assert.That(TokenKit.Text(token, segment: 0), Is.EqualTo(expected));
    }

    [Test]
    public void SerializeRefreshToken_WhenWritten_CarriesTheClaimsInTheirOrder()
    {
        using TokenKit kit = new();

        string token = kit.Issuer.SerializeRefreshToken(kit.Token);

        Assert.That(TokenKit.Text(token, segment: 1), Is.EqualTo(
            $$"""
            {"token_type":"refresh","exp":1772687167,"iat":1772600767,"jti":"{{kit.Token.Id:n}}","user_id":"{{kit.User.Id}}",
            """
            + $$"""
            "iss":"https://id.example.com","aud":"cleanauth","sub":"{{kit.User.Id}}","sid":"{{kit.Token.SessionId:n}}"}
            """));
    }

    [Test]
    public void IssueAccessToken_WhenIssued_CarriesTheClaimsInTheirOrder()
    {
        using TokenKit kit = new();

        string token = kit.Issuer.IssueAccessToken(kit.User, kit.Token.SessionId, kit.Token.ExpiresAt);

        JsonNode? id = TokenKit.Payload(token)["jti"];
        Assert.That(TokenKit.Text(token, segment: 1), Is.EqualTo(
            $$"""
            {"token_type":"access","exp":1772601067,"iat":1772600767,"jti":"{{id}}","user_id":"{{kit.User.Id}}",
            """
            + $$"""
            "iss":"https://id.example.com","aud":"cleanauth","sub":"{{kit.User.Id}}","sid":"{{kit.Token.SessionId:n}}","epoch":0}
            """));
    }

    [TestCase(299, ExpectedResult = 299)]
    [TestCase(301, ExpectedResult = 300)]
    public long IssueAccessToken_WhenTheSessionExpiresSooner_ExpiresWithIt(int seconds)
    {
        using TokenKit kit = new();

        string token = kit.Issuer.IssueAccessToken(kit.User, kit.Token.SessionId, TestData.Now.AddSeconds(seconds));

        return (long)TokenKit.Payload(token)["exp"]! - TestData.Now.ToUnixTimeSeconds();
    }

    [Test]
    public void SerializeRefreshToken_WhenTheSameTokenIsWrittenLater_HasTheSameClaims()
    {
        using TokenKit kit = new();
        string first = kit.Issuer.SerializeRefreshToken(kit.Token);
        kit.Clock.Advance(TimeSpan.FromHours(1));

        string second = kit.Issuer.SerializeRefreshToken(kit.Token);

        Assert.That(TokenKit.Text(second, segment: 1), Is.EqualTo(TokenKit.Text(first, segment: 1)));
    }

    [Test]
    public void IssueAccessToken_WhenIssuedTwice_HasDifferentIds()
    {
        using TokenKit kit = new();

        string[] tokens = [kit.Access, kit.Access];

        Assert.That(tokens.Select(token => $"{TokenKit.Payload(token)["jti"]}"), Is.Unique.And.All.Length.EqualTo(32));
    }

    [Test]
    public void IssueAccessToken_WhenNoKeyIsLoaded_Throws()
    {
        using TokenKit kit = new();
        JwtIssuer issuer = new(new SigningKeyRing(kit.Clock), kit.Options, kit.Clock, []);

        Assert.That(
            () => issuer.IssueAccessToken(kit.User, kit.Token.SessionId, kit.Token.ExpiresAt),
            Throws.InvalidOperationException.With.Message.EqualTo("The signing keys are not loaded yet."));
    }
}
