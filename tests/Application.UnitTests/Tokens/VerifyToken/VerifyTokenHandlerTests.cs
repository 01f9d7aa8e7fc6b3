using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Tokens.VerifyToken;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.UnitTests.Tokens.VerifyToken;

internal sealed class VerifyTokenHandlerTests
{
    private static readonly VerifyTokenQuery Query = new("text");

    private readonly Ports ports = new();

    [Test]
    public void VerifyToken_WhenAnAccessTokenIsValid_Passes()
    {
        IssueAccessToken(ports.Register(TestData.NewUser()));

        Func<Task> act = () => Handler().Handle(Query, default);

        Assert.DoesNotThrowAsync(act);
    }

    [Test]
    public void VerifyToken_WhenARefreshTokenIsLive_Passes()
    {
        ports.Issue("text", TestData.NewToken());

        Func<Task> act = () => Handler().Handle(Query, default);

        Assert.DoesNotThrowAsync(act);
    }

    [TestCase(TokenKind.Access)]
    [TestCase(TokenKind.Refresh)]
    public async Task VerifyToken_WhenTheTokenIsValid_ChangesNothing(TokenKind kind)
    {
        PresentedToken presented = ports.Issue("text", TestData.NewToken());
        ports.Register(presented.User);
        ports.AcceptToken("text", TestData.Verified(presented, kind));

        await Handler().Handle(Query, default);

        Assert.That(ports.SessionWrites, Is.Empty);
        Assert.That(ports.Saves, Is.Zero);
        ports.VerifyNothingIssued();
    }

    [Test]
    public void VerifyToken_WhenTheTokenIsInvalid_IsRefused()
    {
        Func<Task> act = () => Handler().Handle(Query, default);

        AssertNotValid(act, "Token is invalid or expired");
    }

    [Test]
    public void VerifyToken_WhenTheSessionOfAnAccessTokenHasEnded_IsRefused()
    {
        Revoke(new TokenNotValidException(TokenNotValidException.Blacklisted));

        Func<Task> act = () => Handler().Handle(Query, default);

        AssertNotValid(act, "Token is blacklisted");
    }

    [TestCase(true, typeof(TokenNotValidException))]
    [TestCase(false, typeof(AccountUnavailableException))]
    public void VerifyToken_WhenTheAccountWasDeactivatedAndActivated_IsRefused(bool isActive, Type refusal)
    {
        VerifiedToken verified = IssueAccessToken(ports.Register(TestData.NewUser(isActive: isActive)));
        ports.Revocations.Setup(revocations => revocations.EndedWithAllSessions(verified)).Returns(true);

        Func<Task> act = () => Handler().Handle(Query, default);

        Assert.That(Assert.CatchAsync(act), Is.TypeOf(refusal));
    }

    [Test]
    public void VerifyToken_WhenRevocationsCannotBeRead_IsUnavailable()
    {
        Revoke(new StateUnavailableException());

        Func<Task> act = () => Handler().Handle(Query, default);

        Assert.ThrowsAsync<StateUnavailableException>(act);
    }

    [Test]
    public void VerifyToken_WhenTheAccountOfAnAccessTokenIsGone_IsRefused()
    {
        IssueAccessToken(TestData.NewUser());

        Func<Task> act = () => Handler().Handle(Query, default);

        AssertUnavailable(act, "user_not_found");
    }

    [Test]
    public void VerifyToken_WhenTheAccountOfAnAccessTokenIsDeactivated_IsRefused()
    {
        IssueAccessToken(ports.Register(TestData.NewUser(isActive: false)));

        Func<Task> act = () => Handler().Handle(Query, default);

        AssertUnavailable(act, "user_inactive");
    }

    [Test]
    public void VerifyToken_WhenARefreshTokenIsNotStored_IsRefused()
    {
        ports.AcceptToken("text", TestData.Verified(TestData.NewToken()));

        Func<Task> act = () => Handler().Handle(Query, default);

        AssertNotValid(act, "Token is invalid or expired");
    }

    [Test]
    public void VerifyToken_WhenTheAccountOfARefreshTokenIsDeactivated_IsRefused()
    {
        ports.Issue("text", TestData.NewToken(TestData.NewUser(isActive: false)));

        Func<Task> act = () => Handler().Handle(Query, default);

        AssertUnavailable(act, "user_inactive");
    }

    [Test]
    public void VerifyToken_WhenTheSessionOfARefreshTokenHasEnded_IsRefused([Values] InvalidSession state)
    {
        ports.Issue("text", TestData.NewTokenOf(state));

        Func<Task> act = () => Handler().Handle(Query, default);

        AssertNotValid(act, "Token is blacklisted");
    }

    // The leeway applies to refreshing only, not to verifying.
    [TestCase(0)]
    [TestCase(3600)]
    public void VerifyToken_WhenARefreshTokenIsConsumed_IsRefused(int secondsAgo)
    {
        ports.Issue("text", TestData.NewToken(consumedAt: TestData.Now.AddSeconds(-secondsAgo)));

        Func<Task> act = () => Handler().Handle(Query, default);

        AssertNotValid(act, "Token is blacklisted");
        Assert.That(ports.SessionWrites, Is.Empty);
    }

    private static void AssertNotValid(Func<Task> act, string message) =>
        Assert.That(Assert.ThrowsAsync<TokenNotValidException>(act)!.Message, Is.EqualTo(message));

    private static void AssertUnavailable(Func<Task> act, string code) =>
        Assert.That(Assert.ThrowsAsync<AccountUnavailableException>(act)!.Code, Is.EqualTo(code));

    private VerifiedToken IssueAccessToken(User user)
    {
        VerifiedToken verified = TestData.Verified(TestData.NewToken(user), TokenKind.Access);
        ports.AcceptToken("text", verified);
        return verified;
    }

    private void Revoke(Exception exception)
    {
        VerifiedToken verified = IssueAccessToken(ports.Register(TestData.NewUser()));
        ports.Revocations.Setup(revocations => revocations.EndedWithAllSessions(verified)).Throws(exception);
    }

    private VerifyTokenHandler Handler() => new(
        ports.TokenVerifier.Object,
        ports.Users.Object,
        ports.Sessions.Object,
        ports.Revocations.Object,
        ports.Clock);
}
