using System.Text.Json.Nodes;
using CleanAuth.Application.Operations.DeactivateUser;
using CleanAuth.Domain.Emails;

namespace CleanAuth.WebApi.FunctionalTests.Cookies;

/// <summary>When the service sets, reads and deletes the cookie, and with which attributes.</summary>
internal sealed class RefreshCookieTests
{
    private const string Attributes = "path=/; secure; samesite=strict; httponly";
    private const string Deleted = $"{CookieTransport.Cookie}=; expires=Thu, 01 Jan 1970 00:00:00 GMT; {Attributes}";
    private const string Blacklisted = """401 {"detail":"Token is blacklisted","code":"token_not_valid"}""";
    private const string Invalid = """401 {"detail":"Token is invalid or expired","code":"token_not_valid"}""";

    [TestCase("/api/login/", """{"user":{"email":"ada@example.com","password":"correct horse battery staple"}}""", "user")]
    [TestCase("/api/token/", """{"email":"ada@example.com","password":"correct horse battery staple"}""", null)]
    [TestCase("/api/password/change/", """{"current_password":"correct horse battery staple","new_password":"tide pool lantern orbit"}""", null)]
    public async Task NewSession_WhenOpened_HasItsRefreshTokenOnlyInTheCookie(string path, string body, string? envelope)
    {
        using CleanAuthHost host = new(CookieClient.Settings);
        using Api api = new(host.Connect());
        CookieClient browser = new(host, api);
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await browser.PostAsync(path, JsonNode.Parse(body), access: session.Access);

        JsonNode tokens = envelope is null ? response.Json : response.Json[envelope]!["tokens"]!;
        string cookie = CookieOf(response);
        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(tokens.AsObject().Select(member => member.Key), Is.EqualTo(["access"]));
        Assert.That(response.Header("Set-Cookie"), Is.EqualTo($"{CookieTransport.Cookie}={cookie}; max-age=86400; {Attributes}"));
        Assert.That((await browser.RefreshAsync(cookie)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task LoginCode_WhenConfirmed_HasTheRefreshTokenOnlyInTheCookie()
    {
        using CleanAuthHost host = new([.. CookieClient.Settings, ("Mail:Enabled", "true")]);
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        string nonce = (string)(await api.RequestLoginCodeAsync()).Json["nonce"]!;
        string token = await new Mailbox(host).LatestTokenAsync(EmailKind.LoginCode);

        ApiResponse response = await new CookieClient(host, api).PostAsync("/api/login/code/confirm/", new { nonce, token });

        Assert.That(response.Status, Is.EqualTo(200), response.ToString());
        Assert.That(response.Json["user"]!["tokens"]!.AsObject().Select(member => member.Key), Is.EqualTo(["access"]));
        Assert.That(CookieOf(response), Is.Not.Empty);
    }

    [Test]
    public async Task Cookie_WhenTheOptionIsLax_IsLax()
    {
        using CleanAuthHost host = new([.. CookieClient.Settings, ("Cookies:SameSite", "Lax")]);
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        ApiResponse response = await new CookieClient(host, api).LogInAsync();

        Assert.That(response.Header("Set-Cookie"), Does.EndWith("; secure; samesite=lax; httponly"));
    }

    [Test]
    public async Task Cookie_WhenInDevelopmentOverHttp_HasNoPrefixAndIsNotSecure()
    {
        using CleanAuthHost host = new([.. CookieClient.Settings, ("ENVIRONMENT", "Development")]);
        using Api api = new(host.Connect());
        CookieClient browser = new(host, api);
        await api.RegisterAsync();

        ApiResponse response = await browser.LogInAsync();

        string cookie = response.Header("Set-Cookie")!;
        ApiResponse refreshed = await browser.PostAsync("/api/token/refresh/", headers: ("Cookie", cookie.Split(';')[0]));
        Assert.That(cookie, Does.StartWith("cleanauth-refresh=").And.EndWith("; max-age=86400; path=/; samesite=strict; httponly"));
        Assert.That(refreshed.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Cookie_WhenTheSessionExpiresSoon_ExpiresWithIt()
    {
        using CleanAuthHost host = new([.. CookieClient.Settings, ("Tokens:SessionLifetime", "02:00:00")]);
        using Api api = new(host.Connect());
        CookieClient browser = new(host, api);
        await api.RegisterAsync();
        string cookie = CookieOf(await browser.LogInAsync());
        host.Clock.Advance(TimeSpan.FromMinutes(90));

        ApiResponse response = await browser.RefreshAsync(cookie);

        Assert.That(response.Header("Set-Cookie"), Does.Contain("; max-age=1800; "));
    }

    [Test]
    public async Task Refresh_WhenTokensDoNotRotate_LeavesTheCookie()
    {
        using CleanAuthHost host = new([.. CookieClient.Settings, ("Tokens:RotateRefreshTokens", "false")]);
        using Api api = new(host.Connect());
        CookieClient browser = new(host, api);
        await api.RegisterAsync();
        ApiResponse loggedIn = await browser.LogInAsync();

        ApiResponse response = await browser.RefreshAsync(CookieOf(loggedIn));

        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(response.Header("Set-Cookie"), Is.Null);
    }

    [Test]
    public async Task Refresh_WhenTheTokenIsNotValid_DeletesTheCookie()
    {
        using CleanAuthHost host = new(CookieClient.Settings);
        using Api api = new(host.Connect());
        CookieClient browser = new(host, api);
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.EndSessionAsync(session.Access, session.Id);

        ApiResponse response = await browser.RefreshAsync(session.Refresh);

        Assert.That(response.ToString(), Is.EqualTo(Blacklisted));
        Assert.That(response.Header("Set-Cookie"), Is.EqualTo(Deleted));
        Assert.That(response.Header("Access-Control-Allow-Credentials"), Is.EqualTo("true"), "Otherwise the app could not read the error.");
    }

    [Test]
    public async Task Refresh_WhenThereIsNoCookie_IsRefused()
    {
        using CleanAuthHost host = new(CookieClient.Settings);
        using Api api = new(host.Connect());
        host.Start();

        ApiResponse response = await new CookieClient(host, api).PostAsync("/api/token/refresh/");

        Assert.That(response.ToString(), Is.EqualTo(Invalid));
    }

    [Test]
    public async Task Refresh_WhenTheAccountIsInactive_KeepsTheCookie()
    {
        using CleanAuthHost host = new(CookieClient.Settings);
        using Api api = new(host.Connect());
        CookieClient browser = new(host, api);
        ClientTokens session = await api.RegisterAndLogInAsync();
        await host.CommandAsync(new DeactivateUserCommand(TestData.Email));

        ApiResponse response = await browser.RefreshAsync(session.Refresh);

        Assert.That(response.Status, Is.EqualTo(401));
        Assert.That(response.Header("Set-Cookie"), Is.Null);
    }

    [Test]
    public async Task Refresh_WhenThrottled_KeepsTheCookie()
    {
        using CleanAuthHost host = new([.. CookieClient.Settings, ("Throttling:Enabled", "true"), ("Throttling:TokenRequestsPerMinute", "1")]);
        using Api api = new(host.Connect());
        CookieClient browser = new(host, api);
        string cookie = (await api.RegisterAndLogInAsync()).Refresh;
        await browser.RefreshAsync(cookie);

        ApiResponse response = await browser.RefreshAsync(cookie);

        Assert.That(response.Status, Is.EqualTo(429));
        Assert.That(response.Header("Set-Cookie"), Is.Null);
    }

    [Test]
    public async Task Refresh_WhenTheDatabaseFails_KeepsTheCookie()
    {
        using CleanAuthHost host = new(CookieClient.Settings);
        using Api api = new(host.Connect());
        CookieClient browser = new(host, api);
        string cookie = (await api.RegisterAndLogInAsync()).Refresh;
        host.CorruptDatabase();

        ApiResponse response = await browser.RefreshAsync(cookie);

        Assert.That(response.Status, Is.EqualTo(503));
        Assert.That(response.Header("Set-Cookie"), Is.Null);
    }

    [TestCase("/api/logout/", "204")]
    [TestCase("/api/token/blacklist/", "200 {}")]
    public async Task Logout_WhenTheAccessTokenHasExpired_EndsTheSessionAndDeletesTheCookie(string path, string expected)
    {
        using CleanAuthHost host = new(CookieClient.Settings);
        using Api api = new(host.Connect());
        CookieClient browser = new(host, api);
        ClientTokens session = await api.RegisterAndLogInAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(5));

        ApiResponse response = await browser.PostAsync(path, cookie: session.Refresh, access: session.Access);

        Assert.That(response.ToString(), Is.EqualTo(expected));
        Assert.That(response.Header("Set-Cookie"), Is.EqualTo(Deleted));
        Assert.That((await api.RefreshAsync(session.Refresh)).ToString(), Is.EqualTo(Blacklisted));
    }

    [Test]
    public async Task Logout_WhenTheAccessTokenIsOfAnotherAccount_LogsTheBrowserOut()
    {
        using CleanAuthHost host = new(CookieClient.Settings);
        using Api api = new(host.Connect());
        CookieClient browser = new(host, api);
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens laterLogin = await api.RegisterAndLogInAsync(email: "eve@example.com", username: "eve");

        ApiResponse response = await browser.PostAsync("/api/logout/", cookie: laterLogin.Refresh, access: session.Access);

        Assert.That(response.ToString(), Is.EqualTo("204"));
        Assert.That((await api.RefreshAsync(laterLogin.Refresh)).ToString(), Is.EqualTo(Blacklisted));
        Assert.That((await api.RefreshAsync(session.Refresh)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Logout_WhenTheSessionHasEnded_DeletesTheCookie()
    {
        using CleanAuthHost host = new(CookieClient.Settings);
        using Api api = new(host.Connect());
        CookieClient browser = new(host, api);
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.EndSessionAsync(session.Access, session.Id);

        ApiResponse response = await browser.PostAsync("/api/logout/", cookie: session.Refresh);

        Assert.That(response.ToString(), Is.EqualTo(Blacklisted));
        Assert.That(response.Header("Set-Cookie"), Is.EqualTo(Deleted));
    }

    [TestCase("")]
    [TestCase("nonsense")]
    [TestCase("a.b.c")]
    [TestCase("%00")]
    [TestCase("%ZZ%FF%FE")]
    [TestCase("\"quoted\"")]
    [TestCase("a=b=c")]
    [TestCase("{long}")]
    [TestCase("{token}; __Host-cleanauth-refresh=nonsense")]
    [TestCase("nonsense; __Host-cleanauth-refresh={token}")]
    [TestCase("{token},{token}")]
    public async Task Refresh_WhenTheCookieIsUnusual_RespondsWithADocumentedErrorOrSucceeds(string cookie)
    {
        using CleanAuthHost host = new(CookieClient.Settings);
        using Api api = new(host.Connect());
        CookieClient browser = new(host, api);
        ClientTokens session = await api.RegisterAndLogInAsync();
        string value = cookie
            .Replace("{token}", session.Refresh, StringComparison.Ordinal)
            .Replace("{long}", new string('x', 12_000), StringComparison.Ordinal);

        ApiResponse response = await browser.RefreshAsync(value);

        Assert.That(response.Status == 200 || response.IsDocumentedError(), response.ToString());
    }

    private static string CookieOf(ApiResponse response) => CookieTransport.ReadCookie(response.Header("Set-Cookie"))!;
}
