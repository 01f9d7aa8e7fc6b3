using System.Text.Json.Nodes;
using CleanAuth.Application.Operations.DeactivateUser;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Login;

internal sealed class ObtainTokenPairTests
{
    private const string Failed =
        """401 {"detail":"No active account found with the given credentials","code":"no_active_account"}""";

    [Test]
    public async Task ObtainTokens_WhenCredentialsAreCorrect_ReturnsAUsablePair()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        ApiResponse response = await api.ObtainTokensAsync();

        ClientTokens session = ClientTokens.From(response.Json);
        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(response.Json.AsObject().Select(member => member.Key), Is.EqualTo(new[] { "refresh", "access" }));
        Assert.That((await api.GetProfileAsync(session.Access)).Status, Is.EqualTo(200));
        Assert.That((await api.RefreshAsync(session.Refresh)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task ObtainTokens_WhenCalledTwice_OpensTwoSessions()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens first = await api.RegisterAndLogInAsync();

        ClientTokens second = await api.OpenSessionAsync();

        JsonNode firstClaims = ClientTokens.ClaimsOf(first.Refresh);
        JsonNode secondClaims = ClientTokens.ClaimsOf(second.Refresh);
        Assert.That((string?)secondClaims["sid"], Is.Not.EqualTo((string?)firstClaims["sid"]));
        Assert.That((string?)secondClaims["jti"], Is.Not.EqualTo((string?)firstClaims["jti"]));
    }

    [TestCase(TestData.Email, "wrong horse battery staple")]
    [TestCase("nobody@example.com", TestData.Password)]
    public async Task ObtainTokens_WhenCredentialsAreWrong_DoesNotRevealWhich(string email, string password)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        ApiResponse response = await api.ObtainTokensAsync(email, password);

        Assert.That(response.ToString(), Is.EqualTo(Failed));
        Assert.That(response.Header("WWW-Authenticate"), Is.EqualTo("Bearer realm=\"api\""));
        Assert.That(await host.QueryAsync(context => context.RefreshTokens.AnyAsync()), Is.False);
    }

    [Test]
    public async Task ObtainTokens_WhenDeactivated_IsRefusedLikeAnUnknownAccount()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        await host.CommandAsync(new DeactivateUserCommand(TestData.Email));

        ApiResponse response = await api.ObtainTokensAsync();

        Assert.That(response.ToString(), Is.EqualTo(Failed));
    }

    [Test]
    public async Task ObtainTokens_WhenTheBodyHasTheEnvelope_ReportsTheMembersMissing()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.SendAsync(HttpMethod.Post, "/api/token/", """{"user":{"email":"a@example.com","password":"x"}}""");

        Assert.That(
            response.ToString(),
            Is.EqualTo("""400 {"errors":{"email":["This field is required."],"password":["This field is required."]}}"""));
    }
}
