using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.IdentityModel.Tokens;

namespace CleanAuth.Infrastructure.IntegrationTests.Tokens;

internal sealed class AccessTokenHandlerTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private readonly User ada = TestData.NewUser();
    private Session session = null!;

    private ServiceInstance Instance => Database.Instance;

    [SetUp]
    public async Task StartInstanceAsync()
    {
        await Instance.InScopeAsync(scope => scope.SigningKeys.RefreshAsync(default));
        await Instance.Feed.PollAsync(default);
        session = TestData.NewSession(ada);
        await Database.SaveAsync(ada, session);
    }

    [Test]
    public async Task ValidateToken_WhenItIsAnAccessToken_ReturnsUserAndSession()
    {
        string access = Instance.TokenIssuer.IssueAccessToken(ada, session.Id, session.ExpiresAt);

        TokenValidationResult result = await ValidateAsync(access);

        Assert.That(result.IsValid, Is.True);
        Assert.That(
            result.ClaimsIdentity.Claims.Select(claim => (claim.Type, claim.Value)),
            Is.EqualTo([("user_id", $"{ada.Id}"), ("sid", $"{session.Id}")]));
    }

    [Test]
    public async Task ValidateToken_WhenItIsARefreshToken_Refuses()
    {
        string refresh = Instance.TokenIssuer.SerializeRefreshToken(TestData.NewToken(session));

        TokenValidationResult result = await ValidateAsync(refresh);

        Assert.That(result.IsValid, Is.False);
        Assert.That(result.Exception, Is.TypeOf<TokenNotValidException>().With.Message.EqualTo("Token has wrong type"));
    }

    [Test]
    public async Task ValidateToken_WhenItsSessionHasEnded_Refuses()
    {
        string access = Instance.TokenIssuer.IssueAccessToken(ada, session.Id, session.ExpiresAt);
        await Instance.InScopeAsync(
            scope => scope.SessionTerminator.TryEndAsync(session.Id, ada.Id, SessionEndReason.Logout, TestData.Now, default));

        TokenValidationResult result = await ValidateAsync(access);

        Assert.That(result.IsValid, Is.False);
        Assert.That(result.Exception, Is.TypeOf<TokenNotValidException>().With.Message.EqualTo(TokenNotValidException.Blacklisted));
    }

    [Test]
    public async Task ValidateToken_WhenItsSessionEndsAfterTheFirstUse_Refuses()
    {
        string access = Instance.TokenIssuer.IssueAccessToken(ada, session.Id, session.ExpiresAt);
        TokenValidationResult first = await ValidateAsync(access);
        await Instance.InScopeAsync(
            scope => scope.SessionTerminator.TryEndAsync(session.Id, ada.Id, SessionEndReason.Logout, TestData.Now, default));

        TokenValidationResult second = await ValidateAsync(access);

        Assert.That((first.IsValid, second.IsValid), Is.EqualTo((true, false)));
        Assert.That(second.Exception, Is.TypeOf<TokenNotValidException>().With.Message.EqualTo(TokenNotValidException.Blacklisted));
    }

    [Test]
    public async Task ValidateToken_WhenTheAccountIsDeactivated_RefusesWithUserInactive()
    {
        string access = Instance.TokenIssuer.IssueAccessToken(ada, session.Id, session.ExpiresAt);
        await ChangeAsync(user => user.Deactivate(TestData.Now));

        TokenValidationResult result = await ValidateAsync(access);

        Assert.That(result.Exception, Is.TypeOf<AccountUnavailableException>().With.Property("Code").EqualTo("user_inactive"));
    }

    [Test]
    public async Task ValidateToken_WhenTheAccountIsActiveAgain_StillRefuses()
    {
        string access = Instance.TokenIssuer.IssueAccessToken(ada, session.Id, session.ExpiresAt);
        await ChangeAsync(user => user.Deactivate(TestData.Now));
        await ChangeAsync(user => user.Activate(TestData.Now));

        TokenValidationResult result = await ValidateAsync(access);

        Assert.That(result.Exception, Is.TypeOf<TokenNotValidException>().With.Message.EqualTo(TokenNotValidException.Blacklisted));
    }

    [Test]
    public async Task ValidateToken_WhenTheAccountIsDeleted_RefusesWithUserNotFound()
    {
        string access = Instance.TokenIssuer.IssueAccessToken(ada, session.Id, session.ExpiresAt);
        await Instance.InScopeAsync(scope => scope.Accounts.DeleteAsync(ada.Id, null, null, [], (_, _) => Task.CompletedTask, default));

        TokenValidationResult result = await ValidateAsync(access);

        Assert.That(result.Exception, Is.TypeOf<AccountUnavailableException>().With.Property("Code").EqualTo("user_not_found"));
    }

    [Test]
    public async Task ValidateToken_WhenRevocationsAreStale_RefusesAll()
    {
        string access = Instance.TokenIssuer.IssueAccessToken(ada, session.Id, session.ExpiresAt);
        Instance.Clock.Advance(TimeSpan.FromSeconds(31));

        TokenValidationResult result = await ValidateAsync(access);

        Assert.That((result.IsValid, result.Exception?.GetType()), Is.EqualTo((false, typeof(StateUnavailableException))));
    }

    private Task<TokenValidationResult> ValidateAsync(string token) =>
        Instance.AccessTokenHandler.ValidateTokenAsync(token, new TokenValidationParameters());

    private Task ChangeAsync(Action<User> change) => Instance.InScopeAsync(async scope =>
    {
        User? user = await scope.FindUserAsync(ada.Id);
        change(user!);
        if (!user!.IsActive)
        {
            scope.Revocations.RevokeAll(user, SessionEndReason.Deactivated, TestData.Now);
        }

        await scope.UnitOfWork.SaveChangesAsync(default);
    });
}
