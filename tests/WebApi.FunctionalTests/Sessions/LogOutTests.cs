using CleanAuth.Application.Operations.DeactivateUser;

namespace CleanAuth.WebApi.FunctionalTests.Sessions;

internal sealed class LogOutTests
{
    private const string Blacklisted = """401 {"detail":"Token is blacklisted","code":"token_not_valid"}""";
    private const string Invalid = """401 {"detail":"Token is invalid or expired","code":"token_not_valid"}""";

    [Test]
    public async Task LogOut_WhenTheTokenBelongsToTheCaller_EndsTheSession()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.LogOutAsync(session.Access, session.Refresh);

        Assert.That(response.ToString(), Is.EqualTo("204"));
        Assert.That((await api.RefreshAsync(session.Refresh)).ToString(), Is.EqualTo(Blacklisted));
    }

    [Test]
    public async Task LogOut_WhenThereAreOtherSessions_KeepsThem()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens other = await api.OpenSessionAsync();

        await api.LogOutAsync(session.Access, session.Refresh);

        Assert.That((await api.RefreshAsync(other.Refresh)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task LogOut_WhenLoggedOutAlready_RefusesTheAccessToken()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.LogOutAsync(session.Access, session.Refresh);

        ApiResponse response = await api.LogOutAsync(session.Access, session.Refresh);

        Assert.That(response.Status, Is.EqualTo(401));
        Assert.That(response.Body, Does.Contain("Token is blacklisted").And.Contain("AccessToken"));
    }

    [Test]
    public async Task LogOut_WhenTheTokenIsOfAnEndedSessionOfTheCaller_IsRefused()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens ended = await api.OpenSessionAsync();
        await api.LogOutAsync(ended.Access, ended.Refresh);

        ApiResponse response = await api.LogOutAsync(session.Access, ended.Refresh);

        Assert.That(response.ToString(), Is.EqualTo(Blacklisted));
    }

    [Test]
    public async Task LogOut_WhenTheTokenIsConsumed_StillEndsTheSession()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens successor = ClientTokens.From((await api.RefreshAsync(session.Refresh)).Json);

        ApiResponse response = await api.LogOutAsync(session.Access, session.Refresh);

        Assert.That(response.ToString(), Is.EqualTo("204"));
        Assert.That((await api.RefreshAsync(successor.Refresh)).ToString(), Is.EqualTo(Blacklisted));
    }

    [Test]
    public async Task LogOut_WhenTheTokenBelongsToAnotherAccount_IsRefusedAndKeepsItLive()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens foreign = await api.RegisterAndLogInAsync(email: "eve@example.com", username: "eve");

        ApiResponse response = await api.LogOutAsync(session.Access, foreign.Refresh);

        Assert.That(response.ToString(), Is.EqualTo(Invalid));
        Assert.That((await api.RefreshAsync(foreign.Refresh)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task LogOut_WhenTheTokenIsAnAccessToken_IsRefused()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.LogOutAsync(session.Access, session.Access);

        Assert.That(response.ToString(), Is.EqualTo("""401 {"detail":"Token has wrong type","code":"token_not_valid"}"""));
    }

    [Test]
    public async Task LogOut_WhenNotLoggedIn_IsRefusedAndKeepsTheTokenLive()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.LogOutAsync(refresh: session.Refresh);

        Assert.That(
            response.ToString(),
            Is.EqualTo("""401 {"detail":"Authentication credentials were not provided.","code":"not_authenticated"}"""));
        Assert.That((await api.RefreshAsync(session.Refresh)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task LogOut_WhenDeactivated_IsRefused()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await host.CommandAsync(new DeactivateUserCommand(TestData.Email));

        ApiResponse response = await api.LogOutAsync(session.Access, session.Refresh);

        Assert.That(response.ToString(), Is.EqualTo("""401 {"detail":"User is inactive","code":"user_inactive"}"""));
    }

    [Test]
    public async Task LogOut_WhenNoTokenIsSent_ReturnsAMessageForTheMember()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.SendAsync(HttpMethod.Post, "/api/logout/", "{}", session.Access);

        Assert.That(response.ToString(), Is.EqualTo("""400 {"errors":{"refresh":["This field is required."]}}"""));
    }
}
