using CleanAuth.Application.Operations.DeactivateUser;

namespace CleanAuth.WebApi.FunctionalTests.CurrentUser;

/// <summary>Only a valid access token of an active account gives access to the profile.</summary>
internal sealed class CurrentUserAccessTests
{
    private const string Missing =
        """{"detail":"Authentication credentials were not provided.","code":"not_authenticated"}""";

    private const string BadHeader =
        """{"detail":"Authorization header must contain two space-delimited values","code":"bad_authorization_header"}""";

    private static readonly string[] Methods = ["GET", "HEAD", "PUT", "PATCH", "DELETE"];

    [Test]
    public async Task AnyMethod_WhenNotLoggedIn_Returns401([ValueSource(nameof(Methods))] string method)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.SendAsync(HttpMethod.Parse(method), "/api/user/");

        Assert.That(response.ToString(), Is.EqualTo(method == "HEAD" ? "401" : $"401 {Missing}"));
        Assert.That(response.Header("WWW-Authenticate"), Is.EqualTo("Bearer realm=\"api\""));
    }

    [TestCase("Bearer", BadHeader)]
    [TestCase("Bearer a b", BadHeader)]
    [TestCase("Basic YWRhOnB3", Missing)]
    [TestCase("Token abc", Missing)]
    public async Task GetProfile_WhenTheAuthorizationHeaderIsMalformed_ReturnsItsError(string header, string body)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.SendAsync(HttpMethod.Get, "/api/user/", content: null, headers: ("Authorization", header));

        Assert.That(response.ToString(), Is.EqualTo($"401 {body}"));
    }

    [Test]
    public async Task GetProfile_WhenTheAccessTokenIsExpired_IsRefused()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(5));

        ApiResponse response = await api.GetProfileAsync(session.Access);

        Assert.That(response.ToString(), Is.EqualTo($"401 {BadToken("Token is invalid or expired")}"));
        Assert.That(response.Header("WWW-Authenticate"), Is.EqualTo("Bearer realm=\"api\", error=\"invalid_token\""));
    }

    [Test]
    public async Task GetProfile_WhenItIsARefreshToken_IsRefused()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.GetProfileAsync(session.Refresh);

        Assert.That(response.ToString(), Is.EqualTo($"401 {BadToken("Token has wrong type")}"));
    }

    [TestCase("access_token")]
    [TestCase("token")]
    [TestCase("authorization")]
    public async Task GetProfile_WhenTheTokenIsInTheQuery_Returns401(string name)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.SendAsync(HttpMethod.Get, $"/api/user/?{name}={session.Access}");

        Assert.That(response.ToString(), Is.EqualTo($"401 {Missing}"));
    }

    [Test]
    public async Task GetProfile_WhenTheSignatureIsOfAnotherToken_Returns401()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.GetProfileAsync(ClientTokens.WithSignatureOf(session.Access, session.Refresh));

        Assert.That(response.ToString(), Is.EqualTo($"401 {BadToken("Token is invalid or expired")}"));
    }

    [Test]
    public async Task AnyMethod_WhenDeactivated_IsRefusedAndChangesNothing([ValueSource(nameof(Methods))] string method)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await host.CommandAsync(new DeactivateUserCommand(TestData.Email));
        string before = await host.SnapshotAsync();

        ApiResponse response = await SendAsync(api, method, session);

        Assert.That(
            response.ToString(),
            Is.EqualTo(method == "HEAD" ? "401" : """401 {"detail":"User is inactive","code":"user_inactive"}"""));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task AnyMethod_WhenTheAccountIsDeleted_IsRefused([ValueSource(nameof(Methods))] string method)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.DeleteAccountAsync(session.Access);

        ApiResponse response = await SendAsync(api, method, session);

        Assert.That(
            response.ToString(),
            Is.EqualTo(method == "HEAD" ? "401" : """401 {"detail":"User not found","code":"user_not_found"}"""));
    }

    [Test]
    public async Task GetProfile_WhenANewAccountHasTheUsername_DoesNotReturnIt()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens old = await api.RegisterAndLogInAsync();
        await api.DeleteAccountAsync(old.Access);
        await api.RegisterAndLogInAsync();

        ApiResponse response = await api.GetProfileAsync(old.Access);

        Assert.That(response.ToString(), Is.EqualTo("""401 {"detail":"User not found","code":"user_not_found"}"""));
    }

    private static Task<ApiResponse> SendAsync(Api api, string method, ClientTokens session) => api.SendAsync(
        HttpMethod.Parse(method),
        "/api/user/",
        method is "PUT" or "PATCH" ? """{"user":{"bio":"x"}}""" : null,
        session.Access);

    private static string BadToken(string message) =>
        $$"""{"detail":"Given token not valid for any token type","code":"token_not_valid","messages":[{"token_class":"AccessToken","token_type":"access","message":"{{message}}"}]}""";
}
