using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Tokens.BlacklistRefreshToken;
using CleanAuth.Domain.Sessions;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.Tokens.BlacklistRefreshToken;

internal sealed class BlacklistRefreshTokenHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task BlacklistRefreshToken_WhenNoCallerIsGiven_EndsTheSession()
    {
        PresentedToken presented = Issue(TestData.NewToken());

        await Handler().Handle(new BlacklistRefreshTokenCommand("text"), default);

        ports.VerifyEnded(presented.Session.Id, presented.User.Id, SessionEndReason.Logout);
    }

    [Test]
    public async Task BlacklistRefreshToken_WhenTheTokenBelongsToTheCaller_EndsTheSession()
    {
        PresentedToken presented = Issue(TestData.NewToken());

        await Handler().Handle(new BlacklistRefreshTokenCommand("text", presented.User.Id), default);

        ports.VerifyEnded(presented.Session.Id, presented.User.Id, SessionEndReason.Logout);
    }

    [Test]
    public async Task BlacklistRefreshToken_WhenTheTokenIsConsumed_EndsTheSession()
    {
        PresentedToken presented = Issue(TestData.NewToken(consumedAt: TestData.Earlier));

        await Handler().Handle(new BlacklistRefreshTokenCommand("text"), default);

        ports.VerifyEnded(presented.Session.Id, presented.User.Id, SessionEndReason.Logout);
    }

    [Test]
    public void BlacklistRefreshToken_WhenTheTokenBelongsToAnotherAccount_IsRefused()
    {
        Issue(TestData.NewToken(TestData.NewUser("eve@example.com", "eve")));

        TokenNotValidException? refusal = Assert.ThrowsAsync<TokenNotValidException>(
            () => Handler().Handle(new BlacklistRefreshTokenCommand("text", Guid.NewGuid()), default));

        Assert.That(refusal!.Message, Is.EqualTo("Token is invalid or expired"));
        Assert.That(ports.SessionWrites, Is.Empty);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void BlacklistRefreshToken_WhenTheTokenIsInvalid_IsRefused(bool hasCaller)
    {
        BlacklistRefreshTokenCommand command = new("text", hasCaller ? Guid.NewGuid() : null);

        TokenNotValidException? refusal = Assert.ThrowsAsync<TokenNotValidException>(() => Handler().Handle(command, default));

        Assert.That(refusal!.Message, Is.EqualTo("Token is invalid or expired"));
        Assert.That(ports.SessionWrites, Is.Empty);
    }

    [Test]
    public void BlacklistRefreshToken_WhenTheSessionHasEnded_IsRefused()
    {
        ports.Issue("text", TestData.NewToken());

        TokenNotValidException? refusal = Assert.ThrowsAsync<TokenNotValidException>(
            () => Handler().Handle(new BlacklistRefreshTokenCommand("text"), default));

        Assert.That(refusal!.Message, Is.EqualTo("Token is blacklisted"));
    }

    private PresentedToken Issue(PresentedToken presented)
    {
        ports.Issue("text", presented);
        ports.StubEnd(presented.Session.Id, presented.User.Id, SessionEndReason.Logout);
        return presented;
    }

    private BlacklistRefreshTokenHandler Handler() => new(
        ports.TokenVerifier.Object,
        ports.SessionTerminator(),
        ports.Clock,
        NullLogger<BlacklistRefreshTokenHandler>.Instance);
}
