using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;
using Moq;

namespace CleanAuth.Application.UnitTests.Tokens.RefreshTokenPair;

internal sealed class RefreshTokenRotationTests
{
    private static readonly TimeSpan Leeway = new TokenOptions().ReuseLeeway;

    private static readonly TimeSpan LeewayOfUsedSuccessor = TimeSpan.FromSeconds(10);

    private readonly Ports ports = new();

    [Test]
    public async Task ExchangeAsync_WhenPresentedFirst_ReturnsTheStoredSuccessor()
    {
        PresentedToken presented = TestData.NewToken();
        List<RefreshToken> successors = ports.StubConsume(presented.Token);

        RefreshToken returned = await ExchangeAsync(presented);

        Assert.That(returned, Is.SameAs(successors.Single()));
        Assert.That(ports.SessionWrites, Is.EqualTo(["TryConsumeAsync"]));
        Assert.That(ports.LaterEvents, Is.Empty);
    }

    [Test]
    public async Task ExchangeAsync_WhenPresentedFirst_IssuesTheSuccessorInTheSameSession()
    {
        ports.Options = new TokenOptions { RefreshTokenLifetime = TimeSpan.FromDays(7) };
        PresentedToken presented = TestData.NewToken();
        ports.StubConsume(presented.Token);

        RefreshToken successor = await ExchangeAsync(presented);

        Assert.Multiple(() =>
        {
            Assert.That(successor.Id, Is.Not.EqualTo(presented.Token.Id));
            Assert.That((successor.UserId, successor.SessionId), Is.EqualTo((presented.User.Id, presented.Session.Id)));
            Assert.That((successor.IssuedAt, successor.ExpiresAt), Is.EqualTo((TestData.Now, TestData.Now.AddDays(7))));
        });
    }

    [Test]
    public async Task ExchangeAsync_WhenTheSessionExpiresSoon_LimitsTheSuccessorToIt()
    {
        PresentedToken presented = TestData.NewToken(sessionLifetime: TimeSpan.FromHours(2));
        ports.StubConsume(presented.Token);

        RefreshToken successor = await ExchangeAsync(presented);

        Assert.That(successor.ExpiresAt, Is.EqualTo(TestData.Earlier.AddHours(2)));
    }

    [Test]
    public async Task ExchangeAsync_WhenAnotherRequestIsFirst_ReturnsTheSuccessorOfTheOther()
    {
        PresentedToken presented = TestData.NewToken();
        ports.Store(presented with { Token = TestData.Consumed(presented.Token, TestData.Now) });
        RefreshToken live = StoreLive(presented);

        RefreshToken returned = await ExchangeAsync(presented);

        Assert.That(returned, Is.SameAs(live));
        Assert.That(ports.SessionWrites, Is.EqualTo(["TryConsumeAsync"]));
        AssertRepeatEvent(presented);
    }

    [TestCase(0)]
    [TestCase(12)]
    [TestCase(30)]
    [TestCase(-2, Description = "the clock of the instance that consumed it is ahead")]
    public async Task ExchangeAsync_WhenRepeatedWithinTheLeeway_ReturnsTheLiveTokenOfTheSession(int secondsAfter)
    {
        PresentedToken presented = TestData.NewToken(consumedAt: TestData.Now.AddSeconds(-secondsAfter));
        RefreshToken live = StoreLive(presented);

        RefreshToken returned = await ExchangeAsync(presented);

        Assert.That(returned, Is.SameAs(live));
        Assert.That(ports.SessionWrites, Is.Empty);
        AssertRepeatEvent(presented);
    }

    [TestCase(0)]
    [TestCase(10)]
    public async Task ExchangeAsync_WhenTheSuccessorWasUsed_ReturnsTheLiveTokenForTenSeconds(int secondsAfter)
    {
        PresentedToken presented = TestData.NewToken(consumedAt: TestData.Now.AddSeconds(-secondsAfter));
        RefreshToken live = StoreTokenIssuedAfterSuccessor(presented);

        RefreshToken returned = await ExchangeAsync(presented);

        Assert.That(returned, Is.SameAs(live));
        AssertRepeatEvent(presented);
    }

    [Test]
    public void ExchangeAsync_WhenTheSuccessorWasUsed_EndsTheSessionAfterTenSeconds()
    {
        PresentedToken presented = TestData.NewToken(consumedAt: TestData.Now - LeewayOfUsedSuccessor - TimeSpan.FromTicks(1));
        StoreTokenIssuedAfterSuccessor(presented);

        Func<Task> act = () => ExchangeAsync(presented);

        AssertRefused(act);
        ports.VerifyEnded(presented.Session.Id, userId: null, SessionEndReason.ReuseDetected);
    }

    [Test]
    public void ExchangeAsync_WhenTheLeewayIsShorterThanTenSeconds_AppliesToAUsedSuccessorToo()
    {
        ports.Options = new TokenOptions { ReuseLeeway = TimeSpan.FromSeconds(2) };
        PresentedToken presented = TestData.NewToken(consumedAt: TestData.Now.AddSeconds(-3));
        StoreTokenIssuedAfterSuccessor(presented);

        Func<Task> act = () => ExchangeAsync(presented);

        AssertRefused(act);
        ports.VerifyEnded(presented.Session.Id, userId: null, SessionEndReason.ReuseDetected);
    }

    [Test]
    public void ExchangeAsync_WhenReusedAfterTheLeeway_EndsTheSessionAndIsRefused()
    {
        PresentedToken presented = TestData.NewToken(consumedAt: TestData.Now - Leeway - TimeSpan.FromTicks(1));
        StoreLive(presented);
        ports.StubEnd(presented.Session.Id, userId: null, SessionEndReason.ReuseDetected);

        Func<Task> act = () => ExchangeAsync(presented);

        AssertRefused(act);
        Assert.That(ports.SessionWrites, Is.EqualTo(["TryEndAsync"]));
        ports.VerifyEnded(presented.Session.Id, userId: null, SessionEndReason.ReuseDetected);
    }

    [Test]
    public void ExchangeAsync_WhenAnotherRequestEndedTheStolenSession_IsStillRefused()
    {
        PresentedToken presented = TestData.NewToken(consumedAt: TestData.Earlier);
        StoreLive(presented);

        Func<Task> act = () => ExchangeAsync(presented);

        AssertRefused(act);
        Assert.That(ports.SessionWrites, Is.EqualTo(["TryEndAsync"]));
    }

    [Test]
    public void ExchangeAsync_WhenThereIsNoLeeway_TreatsTheSecondPresentationAsReuse()
    {
        ports.Options = new TokenOptions { ReuseLeeway = TimeSpan.Zero };
        PresentedToken presented = TestData.NewToken(consumedAt: TestData.Now.AddTicks(-1));
        StoreLive(presented);

        Func<Task> act = () => ExchangeAsync(presented);

        AssertRefused(act);
        ports.VerifyEnded(presented.Session.Id, userId: null, SessionEndReason.ReuseDetected);
    }

    // An unused token is no sign of a theft.
    [Test]
    public void ExchangeAsync_WhenTheTokenIsExpiredAndUnused_EndsNothing()
    {
        PresentedToken presented = TestData.NewToken(lifetime: TestData.Now - TestData.Earlier);

        Func<Task> act = () => ExchangeAsync(presented);

        AssertRefused(act);
        Assert.That(ports.SessionWrites, Is.Empty);
    }

    [Test]
    public void ExchangeAsync_WhenTheTokenExpiresInTheRace_EndsNothing()
    {
        PresentedToken presented = TestData.NewToken();
        ports.Store(presented);

        Func<Task> act = () => ExchangeAsync(presented);

        AssertRefused(act);
        Assert.That(ports.SessionWrites, Is.EqualTo(["TryConsumeAsync"]));
    }

    [Test]
    public void ExchangeAsync_WhenTheSessionHasEnded_NeitherRepeatsNorEndsIt(
        [Values] InvalidSession state,
        [Values(0, 3600)] int secondsAfter)
    {
        PresentedToken presented = TestData.NewTokenOf(state, consumedAt: TestData.Now.AddSeconds(-secondsAfter));
        StoreLive(presented);

        Func<Task> act = () => ExchangeAsync(presented);

        AssertRefused(act);
        Assert.That(ports.SessionWrites, Is.Empty);
    }

    [TestCase(0)]
    [TestCase(3600)]
    public void ExchangeAsync_WhenTheAccountIsDeactivated_NeitherRepeatsNorEnds(int secondsAfter)
    {
        PresentedToken presented = TestData.NewToken(
            TestData.NewUser(isActive: false),
            consumedAt: TestData.Now.AddSeconds(-secondsAfter));
        StoreLive(presented);

        Func<Task> act = () => ExchangeAsync(presented);

        AssertRefused(act);
        Assert.That(ports.SessionWrites, Is.Empty);
    }

    // Logout, reuse or a password change wins ended a concurrent refresh, even if the refresh consumed the token first.
    [Test]
    public void ExchangeAsync_WhenTheSessionEndsInTheRace_IsRefused([Values] InvalidSession state, [Values] bool consumed)
    {
        PresentedToken presented = TestData.NewToken();
        PresentedToken ended = TestData.NewTokenOf(state);
        RefreshToken token = consumed ? TestData.Consumed(presented.Token, TestData.Now) : presented.Token;
        ports.Store(ended with { Token = token });
        ports.StoreLive(ended.Token);

        Func<Task> act = () => ExchangeAsync(presented);

        AssertRefused(act);
        Assert.That(ports.SessionWrites, Is.EqualTo(["TryConsumeAsync"]));
    }

    [Test]
    public void ExchangeAsync_WhenTheAccountIsDeletedInTheRace_IsRefused()
    {
        PresentedToken presented = TestData.NewToken();

        Func<Task> act = () => ExchangeAsync(presented);

        AssertRefused(act);
        Assert.That(ports.SessionWrites, Is.EqualTo(["TryConsumeAsync"]));
    }

    [Test]
    public void ExchangeAsync_WhenTheSessionHasNoLiveToken_IsRefused()
    {
        PresentedToken presented = TestData.NewToken(consumedAt: TestData.Now);

        Func<Task> act = () => ExchangeAsync(presented);

        AssertRefused(act);
        Assert.That(ports.SessionWrites, Is.Empty);
    }

    private Task<RefreshToken> ExchangeAsync(PresentedToken presented) => ports.RefreshTokenRotation().ExchangeAsync(presented, default);

    private RefreshToken StoreLive(PresentedToken presented) =>
        ports.StoreLive(presented.Session.IssueRefreshToken(TimeSpan.FromDays(1), presented.Token.ConsumedAt ?? TestData.Now));

    private RefreshToken StoreTokenIssuedAfterSuccessor(PresentedToken presented) =>
        ports.StoreLive(presented.Session.IssueRefreshToken(TimeSpan.FromDays(1), presented.Token.ConsumedAt!.Value.AddTicks(1)));

    private void AssertRefused(Func<Task> act)
    {
        Assert.That(Assert.ThrowsAsync<TokenNotValidException>(act)!.Message, Is.EqualTo("Token is blacklisted"));
        ports.Sessions.Verify(
            sessions => sessions.TryRecordRepeatAsync(It.IsAny<RefreshToken>(), It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>()),
            Times.Never);
    }

    private void AssertRepeatEvent(PresentedToken presented) => ports.Sessions.Verify(
        sessions => sessions.TryRecordRepeatAsync(
            It.Is<RefreshToken>(token => token.Id == presented.Token.Id), TestData.Now, It.IsAny<CancellationToken>()), Times.Once);
}
