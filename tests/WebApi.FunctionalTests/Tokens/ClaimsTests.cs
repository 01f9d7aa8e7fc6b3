using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Domain.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.WebApi.FunctionalTests.Tokens;

/// <summary>Claims that a deployer adds to access tokens by registering an <see cref="IAccessTokenClaims"/>.</summary>
internal sealed class ClaimsTests
{
    [Test]
    public async Task LogIn_WhenClaimsAreAdded_HasThemOnlyInTheAccessToken()
    {
        using CleanAuthHost host = With(
            user => new() { ["name"] = user.Username, ["roles"] = new[] { "reader", "writer" }, ["plan"] = null });
        using Api api = new(host.Connect());

        ClientTokens session = await api.RegisterAndLogInAsync();

        string claims = ClientTokens.ClaimsOf(session.Access).ToJsonString();
        Assert.That(claims, Does.Contain(""","name":"ada","roles":["reader","writer"],"plan":null"""));
        Assert.That(ClientTokens.ClaimsOf(session.Refresh)["name"], Is.Null);
        Assert.That((await api.GetProfileAsync(session.Access)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Refresh_WhenTheAccountHasChanged_BuildsClaimsFromItsCurrentState()
    {
        using CleanAuthHost host = With(user => new() { ["name"] = user.Username });
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.UpdateProfileAsync(session.Access, """{"username":"countess"}""");

        ClientTokens refreshed = await api.RefreshSessionAsync(session);

        Assert.That((string?)ClientTokens.ClaimsOf(session.Access)["name"], Is.EqualTo("ada"));
        Assert.That((string?)ClientTokens.ClaimsOf(refreshed.Access)["name"], Is.EqualTo("countess"));
    }

    [TestCase("sub")]
    [TestCase("user_id")]
    [TestCase("token_type")]
    [TestCase("epoch")]
    [TestCase("exp")]
    [TestCase("sid")]
    public async Task LogIn_WhenAnAddedClaimIsReserved_IssuesNothingAndLogsAnError(string name)
    {
        using CleanAuthHost host = With(_ => new() { [name] = "mine" });
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        ApiResponse response = await api.LogInAsync();

        Assert.That(response.ToString(), Is.EqualTo("""500 {"detail":"A server error occurred.","code":"error"}"""));
        Assert.That(host.Logs.Lines, Has.Some.Contains($"The claim '{name}' is reserved"));
    }

    private static CleanAuthHost With(Func<User, Dictionary<string, object?>> claims) => new()
    {
        Register = services => services.AddSingleton<IAccessTokenClaims>(new AddedClaims(claims)),
    };

    private sealed class AddedClaims(Func<User, Dictionary<string, object?>> claims) : IAccessTokenClaims
    {
        public IReadOnlyDictionary<string, object?> ClaimsOf(User user) => claims(user);
    }
}
