using System.Reflection;
using CleanAuth.Application.CurrentUser;
using CleanAuth.Application.Tokens.RefreshTokenPair;
using CleanAuth.WebApi.Cookies;
using CleanAuth.WebApi.Tokens;
using Microsoft.AspNetCore.Mvc;
using TokenPair = CleanAuth.Application.Tokens.TokenPair;

namespace CleanAuth.WebApi.FunctionalTests.Cookies;

/// <summary>Which requests may use cookie mode, and that all others ignore the cookie.</summary>
internal sealed class CookieModeTests
{
    private const string OriginNotAllowed = """403 {"detail":"This origin may not use cookie mode.","code":"origin_not_allowed"}""";
    private const string NotAuthenticated = """401 {"detail":"Authentication credentials were not provided.","code":"not_authenticated"}""";
    private const string CrossSite = "Cookie mode cannot work for https://app.example.com";

    [Test]
    public async Task Origin_WhenItIsTheServiceItselfOrConfigured_MayUseTheCookie()
    {
        using CleanAuthHost host = new(CookieClient.Settings);
        using Api api = new(host.Connect());
        CookieClient browser = new(host, api);
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse[] responses = [await browser.RefreshAsync(session.Refresh, browser.Own), await browser.RefreshAsync(session.Refresh)];

        Assert.That(responses.Select(response => response.Status), Is.All.EqualTo(200));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("null")]
    [TestCase("https://evil.example.com")]
    [TestCase("https://app.example.com.evil.com")]
    [TestCase("http://app.example.com")]
    [TestCase("https://app.example.com:443")]
    [TestCase("https://app.example.com:5173")]
    [TestCase("https://app.example.com/")]
    [TestCase("https://APP.example.com")]
    [TestCase("//app.example.com")]
    [TestCase("app.example.com")]
    [TestCase("https://app.example.com, https://app.example.com")]
    [TestCase("https://app.example.com https://evil.example.com")]
    [TestCase("https://127.0.0.1")]
    public async Task Origin_WhenItIsAnother_IsRefusedAndLeavesTheSessionAndTheCookie(string? origin)
    {
        using CleanAuthHost host = new(CookieClient.Settings);
        using Api api = new(host.Connect());
        CookieClient browser = new(host, api);
        ClientTokens session = await api.RegisterAndLogInAsync();
        string before = await host.SnapshotAsync();

        ApiResponse[] responses =
        [
            await browser.PostAsync("/api/token/refresh/", cookie: session.Refresh, origin: origin),
            await browser.PostAsync("/api/logout/", cookie: session.Refresh, origin: origin),
            await browser.PostAsync("/api/token/", new { email = TestData.Email, password = TestData.Password }, origin: origin),
        ];

        Assert.That(responses.Select(response => response.ToString()), Is.All.EqualTo(OriginNotAllowed));
        Assert.That(responses.Select(response => response.Header("Set-Cookie")), Is.All.Null);
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    [TestCase("/api/token/refresh/")]
    [TestCase("/api/token/blacklist/")]
    [TestCase("/api/logout/")]
    public async Task RefreshToken_WhenInTheBodyInCookieMode_IsRefused(string path)
    {
        using CleanAuthHost host = new(CookieClient.Settings);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await new CookieClient(host, api).PostAsync(path, new { refresh = session.Refresh }, cookie: session.Refresh);

        Assert.That(
            response.ToString(),
            Is.EqualTo("""400 {"errors":{"error":["Send the refresh token either in the body or with X-Token-Transport, not both."]}}"""));
        Assert.That((await api.RefreshAsync(session.Refresh)).Status, Is.EqualTo(200));
    }

    [TestCase("body")]
    [TestCase("Cookie")]
    [TestCase("")]
    [TestCase("cookie, cookie")]
    public async Task Transport_WhenItIsUnknown_IsRefused(string transport)
    {
        using CleanAuthHost host = new(CookieClient.Settings);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response =
            await new CookieClient(host, api).PostAsync("/api/token/refresh/", cookie: session.Refresh, transport: transport);

        Assert.That(
            response.ToString(),
            Is.EqualTo("""400 {"errors":{"error":["X-Token-Transport has an unknown value. Send cookie, or leave the header out."]}}"""));
        Assert.That(response.Header("Set-Cookie"), Is.Null);
    }

    [Test]
    public async Task CookieMode_WhenNotEnabled_IsRefused()
    {
        using CleanAuthHost host = new(("Cors:AllowedOrigins:0", CookieClient.Spa));
        using Api api = new(host.Connect());
        CookieClient browser = new(host, api);
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse[] responses = [await browser.LogInAsync(), await browser.RefreshAsync(session.Refresh)];
        ApiResponse logout = await browser.PostAsync("/api/logout/", cookie: session.Refresh);

        Assert.That(
            responses.Select(response => response.ToString()),
            Is.All.EqualTo("""400 {"errors":{"error":["Cookie mode is disabled. Set Cookies:Enabled, or leave the header X-Token-Transport out."]}}"""));
        Assert.That(logout.ToString(), Is.EqualTo(NotAuthenticated));
        Assert.That(responses.Select(response => response.Header("Access-Control-Allow-Credentials")), Is.All.Null);
    }

    [Test]
    public async Task Cookie_WhenTheHeaderIsMissing_IsIgnored()
    {
        using CleanAuthHost host = new(CookieClient.Settings);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens other = await api.OpenSessionAsync();
        (string, string) cookie = ("Cookie", $"{CookieTransport.Cookie}={session.Refresh}");

        ApiResponse refreshed = await api.SendAsync(HttpMethod.Post, "/api/token/refresh/", content: null, headers: cookie);
        ApiResponse loggedOut = await api.SendAsync(HttpMethod.Post, "/api/logout/", content: null, headers: cookie);
        ApiResponse withBody = await api.RefreshAsync(other.Refresh);

        Assert.That(refreshed.ToString(), Is.EqualTo("""400 {"errors":{"refresh":["This field is required."]}}"""));
        Assert.That(loggedOut.ToString(), Is.EqualTo(NotAuthenticated));
        Assert.That(withBody.Json["refresh"], Is.Not.Null);
        Assert.That(
            new[] { refreshed, loggedOut, withBody }.Select(response => response.Header("Set-Cookie")),
            Is.All.Null);
    }

    [Test]
    public async Task OtherEndpoints_WhenSentTheHeader_IgnoreIt()
    {
        using CleanAuthHost host = new(CookieClient.Settings);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        (string, string)[] headers = [(CookieTransport.Header, "cookie"), ("Cookie", $"{CookieTransport.Cookie}={session.Refresh}")];

        ApiResponse profile = await api.SendAsync(HttpMethod.Get, "/api/user/", content: null, session.Access, headers);
        ApiResponse withoutAccess = await api.SendAsync(HttpMethod.Get, "/api/user/", content: null, headers: headers);
        ApiResponse sessions = await api.SendAsync(HttpMethod.Delete, "/api/sessions/", content: null, session.Access, headers);

        Assert.That(
            new[] { profile.Status, withoutAccess.Status, sessions.Status },
            Is.EqualTo([200, 401, 204]));
        Assert.That(
            new[] { profile, withoutAccess, sessions }.Select(response => response.Header("Set-Cookie")),
            Is.All.Null);
        Assert.That(profile.Body, Does.Not.Contain("refresh"));
    }

    [Test]
    public async Task CrossSiteApp_WhenItIsConfigured_IsReportedOnce()
    {
        using CleanAuthHost host = new(CookieClient.Settings) { Register = _ => { } };
        using Api api = new(host.Connect());
        CookieClient browser = new(host, api);
        (string, string) crossSite = ("Sec-Fetch-Site", "cross-site");
        await browser.PostAsync("/api/token/refresh/", headers: ("Sec-Fetch-Site", "same-site"));
        await browser.PostAsync("/api/token/refresh/", origin: "https://evil.example.com", headers: crossSite);
        int before = host.Logs.Lines.Count(line => line.Contains("Cookie mode cannot work", StringComparison.Ordinal));

        await browser.PostAsync("/api/token/refresh/", headers: crossSite);
        await browser.PostAsync("/api/token/refresh/", headers: crossSite);

        Assert.That(before, Is.Zero);
        Assert.That(host.Logs.Lines.Count(line => line.Contains(CrossSite, StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [TestCase("/api/token/refresh/", "true", "true")]
    [TestCase("/api/user/", "true", null)]
    [TestCase("/admin/users/", "true", null)]
    [TestCase("/api/token/refresh/", "false", null)]
    public async Task Preflight_WhenTheOriginIsConfigured_AllowsCredentialsOnlyWhereTheCookieIsUsed(string path, string enabled, string? expected)
    {
        using CleanAuthHost host = new(("Cookies:Enabled", enabled), ("Cors:AllowedOrigins:0", CookieClient.Spa));
        using Api api = new(host.Connect());

        ApiResponse response = await PreflightAsync(api, path, CookieClient.Spa);
        ApiResponse foreign = await PreflightAsync(api, path, "https://evil.example.com");

        bool allowsHeader = response.Header("Access-Control-Allow-Headers")!.Split(',').Contains(CookieTransport.Header);
        Assert.That(response.Header("Access-Control-Allow-Credentials"), Is.EqualTo(expected));
        Assert.That(response.Header("Access-Control-Allow-Origin"), Is.EqualTo(CookieClient.Spa));
        Assert.That(allowsHeader, Is.EqualTo(enabled == "true"));
        Assert.That(foreign.Header("Access-Control-Allow-Credentials"), Is.Null);
    }

    // The profile is an exception: it has tokens only with a setting that excludes cookie mode.
    [Test]
    public void Actions_WhenTheyTakeOrReturnARefreshToken_SupportCookieMode()
    {
        MethodInfo[] actions =
        [
            .. typeof(TokensController).Assembly.GetTypes()
                .Where(type => type.IsAssignableTo(typeof(ControllerBase)))
                .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)),
        ];

        MethodInfo[] withTokens = [.. actions.Where(HasRefreshToken)];

        Assert.That(withTokens, Has.Length.EqualTo(7));
        Assert.That(withTokens.Where(action => action.GetCustomAttribute<SupportsCookieModeAttribute>() is null), Is.Empty);
        Assert.That(actions.Except(withTokens).Where(action => action.GetCustomAttribute<SupportsCookieModeAttribute>() is not null), Is.Empty);
    }

    private static bool HasRefreshToken(MethodInfo action) =>
        action.GetParameters().Any(parameter => parameter.ParameterType == typeof(RefreshTokenRequest))
        || TypesIn(action.ReturnType).Any(type => type != typeof(CurrentUserDto)
            && (IsTokens(type) || type.GetProperties().Any(property => IsTokens(property.PropertyType))));

    private static IEnumerable<Type> TypesIn(Type type) => [type, .. type.GetGenericArguments().SelectMany(TypesIn)];

    private static bool IsTokens(Type type) => type == typeof(TokenPair) || type == typeof(RefreshedTokensDto);

    private static Task<ApiResponse> PreflightAsync(Api api, string path, string origin) => api.SendAsync(
        HttpMethod.Options,
        path,
        content: null,
        headers:
        [
            ("Origin", origin),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "content-type,x-token-transport"),
        ]);
}
