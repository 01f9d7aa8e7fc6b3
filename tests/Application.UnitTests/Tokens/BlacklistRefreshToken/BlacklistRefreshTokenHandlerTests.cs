using CleanAuth.Application.Errors;
using CleanAuth.Application.Tokens.BlacklistRefreshToken;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CleanAuth.Application.UnitTests.Tokens.BlacklistRefreshToken;

internal sealed class BlacklistRefreshTokenHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task BlacklistRefreshToken_WhenPossessionAloneCounts_BlacklistsTheToken()
    {
        RefreshToken token = Issue(TestData.NewUser());

        await Handler().Handle(new BlacklistRefreshTokenCommand("text"), default);

        VerifyBlacklisted(token);
    }

    [Test]
    public async Task BlacklistRefreshToken_WhenTheTokenIsTheCallers_BlacklistsIt()
    {
        User caller = ports.Register(TestData.NewUser());
        RefreshToken token = Issue(caller);

        await Handler().Handle(new BlacklistRefreshTokenCommand("text", caller.Id), default);

        VerifyBlacklisted(token);
    }

    [Test]
    public void BlacklistRefreshToken_WhenTheTokenIsAnothers_IsRefused()
    {
        User caller = ports.Register(TestData.NewUser());
        Issue(TestData.NewUser("eve@example.com", "eve"));

        TokenNotValidException? refusal = Assert.ThrowsAsync<TokenNotValidException>(
            () => Handler().Handle(new BlacklistRefreshTokenCommand("text", caller.Id), default));

        Assert.That(refusal!.Message, Is.EqualTo("Token is invalid or expired"));
        VerifyNothingBlacklisted();
    }

    [Test]
    public void BlacklistRefreshToken_WhenTheTokenIsBad_IsRefused()
    {
        TokenNotValidException? refusal = Assert.ThrowsAsync<TokenNotValidException>(
            () => Handler().Handle(new BlacklistRefreshTokenCommand("text"), default));

        Assert.That(refusal!.Message, Is.EqualTo("Token is invalid or expired"));
        VerifyNothingBlacklisted();
    }

    [Test]
    public void BlacklistRefreshToken_WhenTheTokenIsNotLive_IsRefused()
    {
        RefreshToken token = Issue(TestData.NewUser());
        ports.RefreshTokens.Setup(tokens => tokens.TryBlacklistAsync(token.Id, TestData.Now, It.IsAny<CancellationToken>())).ReturnsAsync(false);

        TokenNotValidException? refusal = Assert.ThrowsAsync<TokenNotValidException>(
            () => Handler().Handle(new BlacklistRefreshTokenCommand("text"), default));

        Assert.That(refusal!.Message, Is.EqualTo("Token is blacklisted"));
    }

    [Test]
    public void BlacklistRefreshToken_WhenTheCallerIsGone_IsRefused()
    {
        User caller = TestData.NewUser();
        Issue(caller);

        AccountUnavailableException? refusal = Assert.ThrowsAsync<AccountUnavailableException>(
            () => Handler().Handle(new BlacklistRefreshTokenCommand("text", caller.Id), default));

        Assert.That(refusal!.Code, Is.EqualTo("user_not_found"));
        VerifyNothingBlacklisted();
    }

    [Test]
    public void BlacklistRefreshToken_WhenTheCallerIsDeactivated_IsRefused()
    {
        User caller = ports.Register(TestData.NewUser(isActive: false));
        Issue(caller);

        AccountUnavailableException? refusal = Assert.ThrowsAsync<AccountUnavailableException>(
            () => Handler().Handle(new BlacklistRefreshTokenCommand("text", caller.Id), default));

        Assert.That(refusal!.Code, Is.EqualTo("user_inactive"));
        VerifyNothingBlacklisted();
    }

    private RefreshToken Issue(User user)
    {
        RefreshToken token = TestData.NewRefreshToken(user);
        ports.Issue("text", token, user);
        ports.RefreshTokens.Setup(tokens => tokens.TryBlacklistAsync(token.Id, TestData.Now, It.IsAny<CancellationToken>())).ReturnsAsync(true);
        return token;
    }

    private void VerifyBlacklisted(RefreshToken token) => ports.RefreshTokens.Verify(
        tokens => tokens.TryBlacklistAsync(token.Id, TestData.Now, It.IsAny<CancellationToken>()),
        Times.Once);

    private void VerifyNothingBlacklisted() => ports.RefreshTokens.Verify(
        tokens => tokens.TryBlacklistAsync(It.IsAny<Guid>(), It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()),
        Times.Never);

    private BlacklistRefreshTokenHandler Handler() => new(
        ports.TokenVerifier.Object,
        ports.Users.Object,
        ports.RefreshTokens.Object,
        ports.Clock,
        NullLogger<BlacklistRefreshTokenHandler>.Instance);
}
