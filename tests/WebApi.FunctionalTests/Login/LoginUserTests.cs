using System.Text.Json.Nodes;
using CleanAuth.Application.Operations.ActivateUser;
using CleanAuth.Application.Operations.DeactivateUser;
using CleanAuth.Application.Operations.GrantStaff;
using CleanAuth.Domain.Tokens;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Login;

internal sealed class LoginUserTests
{
    private const string Failed = """400 {"errors":{"error":["A user with this email and password was not found."]}}""";

    [Test]
    public async Task LogIn_WhenCredentialsAreCorrect_ReturnsTheAccountAndItsTokens()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        ApiResponse response = await api.LogInAsync();

        JsonObject user = response.Json["user"]!.AsObject();
        ClientTokens session = ClientTokens.From(user["tokens"]);
        user.Remove("tokens");
        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(
            user.ToJsonString(),
            Is.EqualTo("""{"email":"ada@example.com","username":"ada","full_name":"","is_staff":false}"""));
        Assert.That((await api.GetProfileAsync(session.Access)).Status, Is.EqualTo(200));
        Assert.That((await api.RefreshAsync(session.Refresh)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task LogIn_WhenCredentialsAreCorrect_IssuesClaimsOfTheContract()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        long now = host.Clock.GetUtcNow().ToUnixTimeSeconds();

        ApiResponse response = await api.LogInAsync();

        ClientTokens session = ClientTokens.From(response.Json["user"]!["tokens"]);
        JsonNode access = ClientTokens.ClaimsOf(session.Access);
        JsonNode refresh = ClientTokens.ClaimsOf(session.Refresh);
        Guid id = await host.QueryAsync(context => context.Users.Select(user => user.Id).SingleAsync());
        Assert.Multiple(() =>
        {
            Assert.That((string?)access["token_type"], Is.EqualTo("access"));
            Assert.That((string?)refresh["token_type"], Is.EqualTo("refresh"));
            Assert.That((string?)access["user_id"], Is.EqualTo($"{id}"));
            Assert.That((string?)access["sub"], Is.EqualTo($"{id}"));
            Assert.That((string?)access["sid"], Is.EqualTo((string?)refresh["sid"]));
            Assert.That((string?)access["jti"], Is.Not.EqualTo((string?)refresh["jti"]));
            Assert.That((long)access["iat"]!, Is.EqualTo(now));
            Assert.That((long)access["exp"]! - now, Is.EqualTo(5 * 60));
            Assert.That((long)refresh["exp"]! - now, Is.EqualTo(24 * 60 * 60));
        });
    }

    [Test]
    public async Task LogIn_WhenCredentialsAreCorrect_StoresTheTokenIdAndTheTime()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        host.Clock.Advance(TimeSpan.FromHours(1));

        ApiResponse response = await api.LogInAsync();

        ClientTokens session = ClientTokens.From(response.Json["user"]!["tokens"]);
        RefreshToken token = await host.QueryAsync(context => context.RefreshTokens.SingleAsync());
        DateTimeOffset? lastLogin = await host.QueryAsync(context => context.Users.Select(user => user.LastLoginAt).SingleAsync());
        Assert.That(token.Id.ToString("n"), Is.EqualTo((string?)ClientTokens.ClaimsOf(session.Refresh)["jti"]));
        Assert.That(lastLogin, Is.EqualTo(host.Clock.GetUtcNow()));
    }

    [TestCase(TestData.Email, "wrong horse battery staple")]
    [TestCase("nobody@example.com", TestData.Password)]
    [TestCase("not an address", TestData.Password)]
    [TestCase(TestData.Email, "Correct horse battery staple")]
    public async Task LogIn_WhenCredentialsAreWrong_DoesNotRevealWhichAndOpensNoSession(string email, string password)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        ApiResponse response = await api.LogInAsync(email, password);

        Assert.That(response.ToString(), Is.EqualTo(Failed));
        Assert.That(await host.QueryAsync(context => context.RefreshTokens.AnyAsync()), Is.False);
    }

    [Test]
    public async Task LogIn_WhenDeactivated_IsRefusedLikeAnUnknownAccount()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        await host.CommandAsync(new DeactivateUserCommand(TestData.Email));

        ApiResponse response = await api.LogInAsync();

        Assert.That(response.ToString(), Is.EqualTo(Failed));
        Assert.That(await host.QueryAsync(context => context.RefreshTokens.AnyAsync()), Is.False);
    }

    [Test]
    public async Task LogIn_WhenActivatedAgain_Succeeds()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        await host.CommandAsync(new DeactivateUserCommand(TestData.Email));
        await host.CommandAsync(new ActivateUserCommand(TestData.Email));

        ApiResponse response = await api.LogInAsync();

        Assert.That(response.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task LogIn_WhenTheEmailIsInAnotherCase_Works()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        ApiResponse response = await api.LogInAsync(email: " ADA@EXAMPLE.com ");

        Assert.That(response.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task LogIn_WhenStaff_ReturnsIsStaff()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        await host.CommandAsync(new GrantStaffCommand(TestData.Email, AllowUnprovenOwner: true));

        ApiResponse response = await api.LogInAsync();

        Assert.That((bool)response.Json["user"]!["is_staff"]!, Is.True);
    }

    [Test]
    public async Task LogIn_WhenNothingIsSent_ReturnsAMessageForEveryRequiredMember()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.SendAsync(HttpMethod.Post, "/api/login/", "{}");

        Assert.That(
            response.ToString(),
            Is.EqualTo("""400 {"errors":{"email":["This field is required."],"password":["This field is required."]}}"""));
    }

    [Test]
    public async Task LogIn_WhenThePasswordDiffersAfterByte72_IsRefused()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        string common = new('x', 72);
        await api.RegisterAsync(password: common + "first");

        ApiResponse response = await api.LogInAsync(password: common + "other");

        Assert.That(response.ToString(), Is.EqualTo(Failed));
    }
}
