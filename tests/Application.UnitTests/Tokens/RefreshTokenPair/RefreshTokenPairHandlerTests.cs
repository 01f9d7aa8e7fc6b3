using CleanAuth.Application.Errors;
using CleanAuth.Application.Tokens;
using CleanAuth.Application.Tokens.RefreshTokenPair;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CleanAuth.Application.UnitTests.Tokens.RefreshTokenPair;

internal sealed class RefreshTokenPairHandlerTests
{
    private static readonly RefreshTokenPairCommand Command = new("text");

    private readonly Ports ports = new();
    private readonly List<RefreshToken> successors = [];

    [Test]
    public async Task RefreshTokenPair_WhenTokensRotate_ExchangesTheTokenForItsSuccessor()
    {
        RefreshToken token = Issue();

        await Handler().Handle(Command, default);

        RefreshToken successor = successors.Single();
        Assert.Multiple(() =>
        {
            Assert.That(successor.Id, Is.Not.EqualTo(token.Id));
            Assert.That((successor.UserId, successor.SessionId), Is.EqualTo((token.UserId, token.SessionId)));
            Assert.That(
                (successor.IssuedAt, successor.ExpiresAt),
                Is.EqualTo((TestData.Now, TestData.Now + ports.Options.RefreshTokenLifetime)));
        });
    }

    [Test]
    public async Task RefreshTokenPair_WhenTokensRotate_AnswersBothTokens()
    {
        RefreshToken token = Issue();

        RefreshedTokensDto dto = await Handler().Handle(Command, default);

        Assert.That(
            dto,
            Is.EqualTo(new RefreshedTokensDto($"access {token.UserId} {token.SessionId}", $"refresh {successors.Single().Id}")));
    }

    [Test]
    public async Task RefreshTokenPair_WhenTokensDoNotRotate_AnswersAnAccessTokenOnly()
    {
        ports.Options = new TokenOptions { RotateRefreshTokens = false };
        RefreshToken token = Issue();

        RefreshedTokensDto dto = await Handler().Handle(Command, default);

        Assert.That(dto, Is.EqualTo(new RefreshedTokensDto($"access {token.UserId} {token.SessionId}", null)));
        VerifyNothingConsumed();
    }

    [TestCase(true)]
    [TestCase(false)]
    public void RefreshTokenPair_WhenTheTokenIsBad_IsRefused(bool rotate)
    {
        ports.Options = new TokenOptions { RotateRefreshTokens = rotate };

        Func<Task> act = () => Handler().Handle(Command, default);

        AssertRefused(act, "Token is invalid or expired");
    }

    [TestCase(true)]
    [TestCase(false)]
    public void RefreshTokenPair_WhenTheTokenIsNotStored_IsRefused(bool rotate)
    {
        ports.Options = new TokenOptions { RotateRefreshTokens = rotate };
        ports.AcceptToken("text", TestData.Verified(TestData.NewRefreshToken()));

        Func<Task> act = () => Handler().Handle(Command, default);

        AssertRefused(act, "Token is invalid or expired");
    }

    [TestCase(true)]
    [TestCase(false)]
    public void RefreshTokenPair_WhenTheTokenIsBlacklisted_IsRefused(bool rotate)
    {
        ports.Options = new TokenOptions { RotateRefreshTokens = rotate };
        Issue(blacklistedAt: TestData.Earlier);

        Func<Task> act = () => Handler().Handle(Command, default);

        AssertRefused(act, "Token is blacklisted");
    }

    [TestCase(true)]
    [TestCase(false)]
    public void RefreshTokenPair_WhenTheTokenWasExchanged_IsRefused(bool rotate)
    {
        ports.Options = new TokenOptions { RotateRefreshTokens = rotate };
        Issue(consumedAt: TestData.Earlier);

        Func<Task> act = () => Handler().Handle(Command, default);

        AssertRefused(act, "Token is blacklisted");
    }

    [TestCase(true)]
    [TestCase(false)]
    public void RefreshTokenPair_WhenTheTokenExpiresMeanwhile_IsRefused(bool rotate)
    {
        ports.Options = new TokenOptions { RotateRefreshTokens = rotate };
        Issue(lifetime: TestData.Now - TestData.Earlier);

        Func<Task> act = () => Handler().Handle(Command, default);

        AssertRefused(act, "Token is blacklisted");
    }

    [Test]
    public void RefreshTokenPair_WhenAnotherRequestWasFirst_IsRefused()
    {
        RefreshToken token = Issue();
        ports.RefreshTokens
            .Setup(tokens => tokens.TryConsumeAsync(token.Id, It.IsAny<RefreshToken>(), TestData.Now, It.IsAny<CancellationToken>()))
            .ReturnsAsync(false);

        TokenNotValidException? refusal = Assert.ThrowsAsync<TokenNotValidException>(() => Handler().Handle(Command, default));

        Assert.That(refusal!.Message, Is.EqualTo("Token is blacklisted"));
        ports.VerifyNothingIssued();
    }

    [TestCase(true)]
    [TestCase(false)]
    public void RefreshTokenPair_WhenTheAccountIsDeactivated_IsRefused(bool rotate)
    {
        ports.Options = new TokenOptions { RotateRefreshTokens = rotate };
        Issue(TestData.NewUser(isActive: false));

        AccountUnavailableException? refusal =
            Assert.ThrowsAsync<AccountUnavailableException>(() => Handler().Handle(Command, default));

        Assert.That(refusal!.Code, Is.EqualTo("user_inactive"));
        VerifyNothingConsumed();
        ports.VerifyNothingIssued();
    }

    private RefreshToken Issue(
        User? user = null,
        TimeSpan? lifetime = null,
        DateTimeOffset? consumedAt = null,
        DateTimeOffset? blacklistedAt = null)
    {
        User owner = user ?? TestData.NewUser();
        RefreshToken token = TestData.NewRefreshToken(owner, lifetime, consumedAt, blacklistedAt);
        ports.Issue("text", token, owner);
        ports.RefreshTokens
            .Setup(tokens => tokens.TryConsumeAsync(token.Id, It.IsAny<RefreshToken>(), TestData.Now, It.IsAny<CancellationToken>()))
            .Callback<Guid, RefreshToken, DateTimeOffset, CancellationToken>((_, successor, _, _) => successors.Add(successor))
            .ReturnsAsync(true);
        return token;
    }

    private void AssertRefused(Func<Task> act, string message)
    {
        TokenNotValidException? refusal = Assert.ThrowsAsync<TokenNotValidException>(act);
        Assert.That(refusal!.Message, Is.EqualTo(message));
        VerifyNothingConsumed();
        ports.VerifyNothingIssued();
    }

    private void VerifyNothingConsumed() => ports.RefreshTokens.Verify(
        tokens => tokens.TryConsumeAsync(
            It.IsAny<Guid>(), It.IsAny<RefreshToken>(), It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()),
        Times.Never);

    private RefreshTokenPairHandler Handler() => new(
        ports.TokenVerifier.Object,
        ports.RefreshTokens.Object,
        ports.TokenIssuer.Object,
        ports.Options,
        ports.Clock,
        NullLogger<RefreshTokenPairHandler>.Instance);
}
