using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Tokens.VerifyToken;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.UnitTests.Tokens.VerifyToken;

internal sealed class VerifyTokenHandlerTests
{
    private static readonly VerifyTokenQuery Query = new("text");

    private readonly Ports ports = new();

    [Test]
    public void VerifyToken_WhenAnAccessTokenIsGood_Passes()
    {
        IssueAccessToken(ports.Register(TestData.NewUser()));

        Func<Task> act = () => Handler().Handle(Query, default);

        Assert.DoesNotThrowAsync(act);
    }

    [Test]
    public void VerifyToken_WhenARefreshTokenIsLive_Passes()
    {
        User user = TestData.NewUser();
        ports.Issue("text", TestData.NewRefreshToken(user), user);

        Func<Task> act = () => Handler().Handle(Query, default);

        Assert.DoesNotThrowAsync(act);
    }

    [Test]
    public void VerifyToken_WhenTheTokenIsBad_IsRefused()
    {
        Func<Task> act = () => Handler().Handle(Query, default);

        AssertNotValid(act, "Token is invalid or expired");
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
        ports.AcceptToken("text", TestData.Verified(TestData.NewRefreshToken()));

        Func<Task> act = () => Handler().Handle(Query, default);

        AssertNotValid(act, "Token is invalid or expired");
    }

    [Test]
    public void VerifyToken_WhenTheAccountOfARefreshTokenIsDeactivated_IsRefused()
    {
        User user = TestData.NewUser(isActive: false);
        ports.Issue("text", TestData.NewRefreshToken(user), user);

        Func<Task> act = () => Handler().Handle(Query, default);

        AssertUnavailable(act, "user_inactive");
    }

    [Test]
    public void VerifyToken_WhenARefreshTokenIsBlacklisted_IsRefused()
    {
        User user = TestData.NewUser();
        ports.Issue("text", TestData.NewRefreshToken(user, blacklistedAt: TestData.Earlier), user);

        Func<Task> act = () => Handler().Handle(Query, default);

        AssertNotValid(act, "Token is blacklisted");
    }

    [Test]
    public void VerifyToken_WhenARefreshTokenWasExchanged_IsRefused()
    {
        User user = TestData.NewUser();
        ports.Issue("text", TestData.NewRefreshToken(user, consumedAt: TestData.Earlier), user);

        Func<Task> act = () => Handler().Handle(Query, default);

        AssertNotValid(act, "Token is blacklisted");
    }

    private static void AssertNotValid(Func<Task> act, string message) =>
        Assert.That(Assert.ThrowsAsync<TokenNotValidException>(act)!.Message, Is.EqualTo(message));

    private static void AssertUnavailable(Func<Task> act, string code) =>
        Assert.That(Assert.ThrowsAsync<AccountUnavailableException>(act)!.Code, Is.EqualTo(code));

    private void IssueAccessToken(User user) =>
        ports.AcceptToken("text", TestData.Verified(TestData.NewRefreshToken(user), TokenKind.Access));

    private VerifyTokenHandler Handler() =>
        new(ports.TokenVerifier.Object, ports.Users.Object, ports.RefreshTokens.Object, ports.Clock);
}
