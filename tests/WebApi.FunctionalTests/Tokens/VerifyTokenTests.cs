using CleanAuth.Application.Operations.DeactivateUser;

namespace CleanAuth.WebApi.FunctionalTests.Tokens;

internal sealed class VerifyTokenTests
{
    private const string Blacklisted = """401 {"detail":"Token is blacklisted","code":"token_not_valid"}""";
    private const string Invalid = """401 {"detail":"Token is invalid or expired","code":"token_not_valid"}""";

    [TestCase(true)]
    [TestCase(false)]
    public async Task VerifyToken_WhenTheTokenIsValid_Returns200AndChangesNothing(bool isRefresh)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        string before = await host.SnapshotAsync();

        ApiResponse response = await api.VerifyAsync(isRefresh ? session.Refresh : session.Access);

        Assert.That(response.ToString(), Is.EqualTo("200 {}"));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task VerifyToken_WhenTheAccessTokenIsExpired_IsRefused()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(5));

        ApiResponse response = await api.VerifyAsync(session.Access);

        Assert.That(response.ToString(), Is.EqualTo(Invalid));
        Assert.That((await api.VerifyAsync(session.Refresh)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task VerifyToken_WhenTheRefreshTokenIsBlacklisted_IsRefused()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.BlacklistAsync(session.Refresh);

        ApiResponse response = await api.VerifyAsync(session.Refresh);

        Assert.That(response.ToString(), Is.EqualTo(Blacklisted));
    }

    [Test]
    public async Task VerifyToken_WhenTheRefreshTokenIsConsumed_IsRefused()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.RefreshAsync(session.Refresh);

        ApiResponse response = await api.VerifyAsync(session.Refresh);

        Assert.That(response.ToString(), Is.EqualTo(Blacklisted));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task VerifyToken_WhenDeactivated_IsRefused(bool isRefresh)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await host.CommandAsync(new DeactivateUserCommand(TestData.Email));

        ApiResponse response = await api.VerifyAsync(isRefresh ? session.Refresh : session.Access);

        Assert.That(response.ToString(), Is.EqualTo("""401 {"detail":"User is inactive","code":"user_inactive"}"""));
    }

    [TestCase(true, Invalid)]
    [TestCase(false, """401 {"detail":"User not found","code":"user_not_found"}""")]
    public async Task VerifyToken_WhenTheAccountIsDeleted_IsRefused(bool isRefresh, string expected)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.DeleteAccountAsync(session.Access);

        ApiResponse response = await api.VerifyAsync(isRefresh ? session.Refresh : session.Access);

        Assert.That(response.ToString(), Is.EqualTo(expected));
    }

    [Test]
    public async Task VerifyToken_WhenTheSignatureIsOfAnotherToken_IsRefused()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.VerifyAsync(ClientTokens.WithSignatureOf(session.Access, session.Refresh));

        Assert.That(response.ToString(), Is.EqualTo(Invalid));
    }

    [Test]
    public async Task VerifyToken_WhenTheAlgorithmIsHs256_AcceptsItsTokens()
    {
        using CleanAuthHost host = new(
            ("Tokens:Algorithm", "HS256"),
            ("Tokens:SigningKey", TestData.NewSecret()));
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.VerifyAsync(session.Access);

        Assert.That(response.ToString(), Is.EqualTo("200 {}"));
    }
}
