using CleanAuth.Application.Operations.GrantStaff;
using CleanAuth.Domain.Tokens;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.CurrentUser;

/// <summary>Users read and delete their account; <see cref="UpdateCurrentUserTests"/> tests its changes.</summary>
internal sealed class GetAndDeleteCurrentUserTests
{
    private static readonly (string Name, string Value) WithTokens = ("Tokens:IncludeInUserResponse", "true");

    [Test]
    public async Task GetProfile_WhenLoggedIn_ReturnsTheAccountAndIssuesNoToken()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        Guid id = await host.QueryAsync(context => context.Users.Select(user => user.Id).SingleAsync());
        string before = await host.SnapshotAsync();

        ApiResponse response = await api.GetProfileAsync(session.Access);

        Assert.That(
            response.ToString(),
            Is.EqualTo($$$"""200 {"user":{"id":"{{{id}}}","email":"ada@example.com","username":"ada","bio":"","full_name":"","birth_date":null,"is_staff":false,"email_verified":false,"language":null}}"""));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task GetProfile_WhenStaff_ReturnsIsStaff()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAndLogInAsync();
        await host.CommandAsync(new GrantStaffCommand(TestData.Email, AllowUnprovenOwner: true));
        ClientTokens session = await api.OpenSessionAsync();

        ApiResponse response = await api.GetProfileAsync(session.Access);

        Assert.That((bool)response.Json["user"]!["is_staff"]!, Is.True);
    }

    [Test]
    public async Task GetProfile_WhenTokensAreIncluded_ReturnsTheRefreshTokenOfTheSession()
    {
        using CleanAuthHost host = new(WithTokens);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.OpenSessionAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(4));
        string before = await host.SnapshotAsync();

        ApiResponse response = await api.GetProfileAsync(session.Access);

        ClientTokens repeated = ClientTokens.From(response.Json["user"]!["tokens"]);
        Assert.That(
            ClientTokens.ClaimsOf(repeated.Refresh).ToJsonString(),
            Is.EqualTo(ClientTokens.ClaimsOf(session.Refresh).ToJsonString()));
        Assert.That(
            (long)ClientTokens.ClaimsOf(repeated.Access)["exp"]! - (long)ClientTokens.ClaimsOf(session.Access)["exp"]!,
            Is.EqualTo(4 * 60));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task GetProfile_WhenTokensAreIncluded_ReturnsAUsableRefreshToken()
    {
        using CleanAuthHost host = new(WithTokens);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens repeated = ClientTokens.From((await api.GetProfileAsync(session.Access)).Json["user"]!["tokens"]);

        ClientTokens refreshed = ClientTokens.From((await api.RefreshAsync(repeated.Refresh)).Json);

        ClientTokens again = ClientTokens.From((await api.RefreshAsync(session.Refresh)).Json);
        Assert.That((await api.GetProfileAsync(refreshed.Access)).Status, Is.EqualTo(200));
        Assert.That(again.RefreshId, Is.EqualTo(refreshed.RefreshId), "Both are the same token.");
    }

    [Test]
    public async Task GetProfile_WhenTokensAreIncludedButTheSessionHasEnded_OmitsThem()
    {
        using CleanAuthHost host = new(WithTokens, ("Tokens:SessionLifetime", "00:01:00"), ("Tokens:ClockSkew", "00:01:00"));
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        ApiResponse response = await api.GetProfileAsync(session.Access);

        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(response.Json["user"]!.AsObject().ContainsKey("tokens"), Is.False);
    }

    [Test]
    public async Task Head_WhenLoggedIn_RespondsLikeGetWithoutABody()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.SendAsync(HttpMethod.Head, "/api/user/", access: session.Access);

        Assert.That(response.ToString(), Is.EqualTo("200"));
        Assert.That(response.Header("Content-Type"), Is.EqualTo("application/json; charset=utf-8"));
    }

    [Test]
    public async Task DeleteCurrentUser_WhenLoggedIn_DeletesOnlyThatAccountAndItsTokens()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens other = await api.RegisterAndLogInAsync(email: "eve@example.com", username: "eve");

        ApiResponse response = await api.DeleteAccountAsync(session.Access);

        string[] left = await host.QueryAsync(context => context.Users.Select(user => user.Username).ToArrayAsync());
        RefreshToken token = await host.QueryAsync(context => context.RefreshTokens.SingleAsync());
        Assert.That(response.ToString(), Is.EqualTo("204"));
        Assert.That(left, Is.EqualTo(new[] { "eve" }));
        Assert.That(token.Id.ToString("n"), Is.EqualTo((string?)ClientTokens.ClaimsOf(other.Refresh)["jti"]));
        Assert.That((await api.LogInAsync()).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task DeleteCurrentUser_WhenDeletedAlready_ReturnsUserNotFound()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.DeleteAccountAsync(session.Access);

        ApiResponse response = await api.DeleteAccountAsync(session.Access);

        Assert.That(response.ToString(), Is.EqualTo("""401 {"detail":"User not found","code":"user_not_found"}"""));
    }

    [Test]
    public async Task GetProfile_WhenTwoAreLoggedIn_ReturnsEachTheirOwn()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens ada = await api.RegisterAndLogInAsync();
        ClientTokens eve = await api.RegisterAndLogInAsync(email: "eve@example.com", username: "eve");

        ApiResponse[] responses = [await api.GetProfileAsync(ada.Access), await api.GetProfileAsync(eve.Access)];

        IEnumerable<string?> names = responses.Select(response => (string?)response.Json["user"]!["username"]);
        Assert.That(names, Is.EqualTo(new[] { "ada", "eve" }));
    }
}
