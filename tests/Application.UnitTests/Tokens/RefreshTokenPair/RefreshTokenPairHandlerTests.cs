using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Tokens;
using CleanAuth.Application.Tokens.RefreshTokenPair;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CleanAuth.Application.UnitTests.Tokens.RefreshTokenPair;

internal sealed class RefreshTokenPairHandlerTests
{
    private static readonly RefreshTokenPairCommand Command = new("text");

    private readonly Ports ports = new();

    [Test]
    public async Task RefreshTokenPair_WhenTokensRotate_ReturnsBothTokens()
    {
        PresentedToken presented = ports.Issue("text", TestData.NewToken());
        List<RefreshToken> successors = ports.StubConsume(presented.Token);

        RefreshedTokensDto dto = await Handler().Handle(Command, default);

        Assert.That(
            dto,
            Is.EqualTo(new RefreshedTokensDto(Access(presented), $"refresh {successors.Single().Id}")));
    }

    [Test]
    public async Task RefreshTokenPair_WhenRepeatedWithinTheLeeway_ReturnsTheLiveTokenAndANewAccessToken()
    {
        PresentedToken presented = ports.Issue("text", TestData.NewToken(consumedAt: TestData.Now));
        RefreshToken live = ports.StoreLive(presented.Session.IssueRefreshToken(TimeSpan.FromDays(1), TestData.Now));

        RefreshedTokensDto dto = await Handler().Handle(Command, default);

        Assert.That(dto, Is.EqualTo(new RefreshedTokensDto(Access(presented), $"refresh {live.Id}")));
    }

    [Test]
    public void RefreshTokenPair_WhenReusedAfterTheLeeway_IssuesNothing()
    {
        PresentedToken presented = ports.Issue("text", TestData.NewToken(consumedAt: TestData.Earlier));
        ports.StubEnd(presented.Session.Id, userId: null, SessionEndReason.ReuseDetected);

        TokenNotValidException? refusal = Assert.ThrowsAsync<TokenNotValidException>(() => Handler().Handle(Command, default));

        Assert.That(refusal!.Message, Is.EqualTo("Token is blacklisted"));
        ports.VerifyNothingIssued();
    }

    [Test]
    public async Task RefreshTokenPair_WhenTokensDoNotRotate_ReturnsAnAccessTokenOnly()
    {
        StopRotation();
        PresentedToken presented = ports.Issue("text", TestData.NewToken());

        RefreshedTokensDto dto = await Handler().Handle(Command, default);

        Assert.That(dto, Is.EqualTo(new RefreshedTokensDto(Access(presented), null)));
    }

    [Test]
    public async Task RefreshTokenPair_WhenTokensDoNotRotate_StoresTheTimeOfUseAndConsumesNothing()
    {
        StopRotation();
        PresentedToken presented = ports.Issue("text", TestData.NewToken(openedAt: TestData.Now.AddMinutes(-1)));

        await Handler().Handle(Command, default);

        Assert.That(ports.SessionWrites, Is.EqualTo(["TouchAsync"]));
        ports.Sessions.Verify(sessions => sessions.TouchAsync(presented.Session.Id, TestData.Now, It.IsAny<CancellationToken>()));
    }

    [Test]
    public async Task RefreshTokenPair_WhenTheSessionWasUsedWithinAMinute_WritesNothing()
    {
        StopRotation();
        ports.Issue("text", TestData.NewToken(openedAt: TestData.Now.AddSeconds(-59)));

        await Handler().Handle(Command, default);

        Assert.That(ports.SessionWrites, Is.Empty);
    }

    // The token was consumed while rotation was on; only its successor is valid.
    [TestCase(0)]
    [TestCase(3600)]
    public void RefreshTokenPair_WhenRotationWasTurnedOffAfterTheTokenWasConsumed_IsRefused(int secondsAgo)
    {
        StopRotation();
        ports.Issue("text", TestData.NewToken(consumedAt: TestData.Now.AddSeconds(-secondsAgo)));

        Func<Task> act = () => Handler().Handle(Command, default);

        AssertRefused(act, "Token is blacklisted");
    }

    [Test]
    public void RefreshTokenPair_WhenTheTokenIsInvalid_IsRefused([Values] bool rotate)
    {
        ports.Options = new TokenOptions { RotateRefreshTokens = rotate };

        Func<Task> act = () => Handler().Handle(Command, default);

        AssertRefused(act, "Token is invalid or expired");
    }

    [Test]
    public void RefreshTokenPair_WhenTheTokenIsNotStored_IsRefused([Values] bool rotate)
    {
        ports.Options = new TokenOptions { RotateRefreshTokens = rotate };
        ports.AcceptToken("text", TestData.Verified(TestData.NewToken()));

        Func<Task> act = () => Handler().Handle(Command, default);

        AssertRefused(act, "Token is invalid or expired");
    }

    [Test]
    public void RefreshTokenPair_WhenTheSessionHasEnded_IsRefused([Values] bool rotate, [Values] InvalidSession state)
    {
        ports.Options = new TokenOptions { RotateRefreshTokens = rotate };
        PresentedToken presented = ports.Issue("text", TestData.NewTokenOf(state));
        ports.StubConsume(presented.Token);

        Func<Task> act = () => Handler().Handle(Command, default);

        AssertRefused(act, "Token is blacklisted");
    }

    [Test]
    public void RefreshTokenPair_WhenTheTokenExpiresMeanwhile_IsRefused([Values] bool rotate)
    {
        ports.Options = new TokenOptions { RotateRefreshTokens = rotate };
        ports.Issue("text", TestData.NewToken(lifetime: TestData.Now - TestData.Earlier));

        Func<Task> act = () => Handler().Handle(Command, default);

        AssertRefused(act, "Token is blacklisted");
    }

    [Test]
    public void RefreshTokenPair_WhenTheAccountIsDeactivated_IsRefused([Values] bool rotate)
    {
        ports.Options = new TokenOptions { RotateRefreshTokens = rotate };
        PresentedToken presented = ports.Issue("text", TestData.NewToken(TestData.NewUser(isActive: false)));
        ports.StubConsume(presented.Token);

        AccountUnavailableException? refusal =
            Assert.ThrowsAsync<AccountUnavailableException>(() => Handler().Handle(Command, default));

        Assert.That(refusal!.Code, Is.EqualTo("user_inactive"));
        VerifyNothingDone();
    }

    private static string Access(PresentedToken presented) => $"access {presented.User.Id} {presented.Session.Id}";

    private void StopRotation() => ports.Options = new TokenOptions { RotateRefreshTokens = false };

    private void AssertRefused(Func<Task> act, string message)
    {
        TokenNotValidException? refusal = Assert.ThrowsAsync<TokenNotValidException>(act);
        Assert.That(refusal!.Message, Is.EqualTo(message));
        VerifyNothingDone();
    }

    private void VerifyNothingDone()
    {
        Assert.That(ports.SessionWrites, Is.Empty);
        Assert.That(ports.LaterEvents, Is.Empty);
        ports.VerifyNothingIssued();
    }

    private RefreshTokenPairHandler Handler() => new(
        ports.TokenVerifier.Object,
        ports.Sessions.Object,
        ports.RefreshTokenRotation(),
        ports.AccessTokenIssuer(),
        ports.TokenIssuer.Object,
        ports.Options,
        ports.Clock,
        NullLogger<RefreshTokenPairHandler>.Instance);
}
