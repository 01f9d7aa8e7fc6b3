using CleanAuth.Application.Operations.SetUserPassword;
using CleanAuth.Application.Operations.DeactivateUser;
using CleanAuth.Domain.Sessions;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.AdminPages;

/// <summary>Staff log in with a cookie, which is invalid once its session has ended.</summary>
internal sealed class AdminLoginTests
{
    // Any page of the admin would do; this one requires the permission to add accounts.
    private const string Page = "/admin/users/add/";

    [TestCase("/admin/", "%2Fadmin%2F")]
    [TestCase("/admin", "%2Fadmin")]
    [TestCase("/admin/users/?active=true", "%2Fadmin%2Fusers%2F%3Factive%3Dtrue")]
    public async Task AnyPage_WhenTheCallerIsNotLoggedIn_RedirectsToTheLogin(string path, string returnUrl)
    {
        using CleanAuthHost host = new();
        using PageClient pages = new(host);

        ApiResponse response = await pages.GetAsync(path);

        Assert.That((response.Status, response.Header("Location")), Is.EqualTo((302, $"/admin/login/?returnUrl={returnUrl}")));
    }

    [Test]
    public async Task LogIn_WhenTheCallerIsStaff_OpensThePages()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = new(host);

        ApiResponse loggedIn = await pages.OpenSessionAsync(AdminPagesAccounts.Superuser, returnUrl: Page);
        ApiResponse page = await pages.GetAsync(Page);

        Assert.That((loggedIn.Status, loggedIn.Header("Location")), Is.EqualTo((302, Page)));
        Assert.That((page.Status, page.Header("Content-Type")), Is.EqualTo((200, "text/html; charset=utf-8")));
    }

    [Test]
    public async Task LogIn_WhenItSucceeds_SetsAStrictHttpOnlyCookie()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = new(host);

        ApiResponse response = await pages.OpenSessionAsync(AdminPagesAccounts.Superuser);

        string cookie = response.Header("Set-Cookie")!;
        Assert.That(cookie, Does.StartWith("cleanauth-admin=").And.EndWith("; path=/admin; samesite=strict; httponly"));
        Assert.That(cookie, Does.Not.Contain("expires").And.Not.Contain("max-age"));
    }

    // As behind a proxy that terminates TLS and forwards the scheme.
    [Test]
    public async Task LogIn_WhenHttpsIsRequired_SetsASecureCookie()
    {
        using CleanAuthHost host = new(("Https:Required", "true"), ("ForwardedHeaders:KnownProxies:0", "127.0.0.1"));
        await host.AddSuperuserAsync();
        using HttpClient client = host.Connect();
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using Api api = new(client);

        ApiResponse page = await api.SendAsync(HttpMethod.Get, "/admin/login/");

        Assert.That(page.Header("Set-Cookie"), Does.Match("__Secure-cleanauth-form=[^;]+; path=/admin; secure; samesite=strict; httponly"));
    }

    [Test]
    public async Task LogIn_WhenSentOverHttps_SetsACookieWithTheSecurePrefix()
    {
        using CleanAuthHost host = new(("Https:Required", "true"), ("ForwardedHeaders:KnownProxies:0", "127.0.0.1"));
        await host.AddSuperuserAsync();
        using HttpClient client = host.Connect();
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using Api api = new(client);
        ApiResponse page = await api.SendAsync(HttpMethod.Get, "/admin/login/");
        using FormUrlEncodedContent form = new(new Dictionary<string, string>
        {
            [PageClient.Token] = PageClient.TokenIn(page),
            ["Email"] = AdminPagesAccounts.Superuser,
            ["Password"] = TestData.Password,
        });

        ApiResponse response = await api.SendAsync(
            HttpMethod.Post, "/admin/login/", form, access: "", ("Cookie", page.Header("Set-Cookie")!.Split(';')[0]));

        Assert.That(response.Status, Is.EqualTo(302));
        Assert.That(
            response.Header("Set-Cookie"),
            Does.Match("__Secure-cleanauth-admin=[^;]+; path=/admin; secure; samesite=strict; httponly"));
    }

    [Test]
    public async Task Page_WhenShown_DoesNotContainTheCookie()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();

        ApiResponse page = await pages.GetAsync(Page);

        Assert.That(page.Body, Does.Not.Contain(SessionCookie(pages).Split('=')[1]));
    }

    // A proxy may terminate TLS without forwarding the scheme; then only the host name decides.
    [TestCase("accounts.example.com", true)]
    [TestCase("localhost", false)]
    [TestCase("127.0.0.1:5080", false)]
    public async Task Cookies_WhenPlainHttpIsAllowed_AreSecureExceptOnLoopback(string hostName, bool isSecure)
    {
        using CleanAuthHost host = new();
        using PageClient pages = new(host);

        ApiResponse page = await pages.GetAsync("/admin/login/", ("Host", hostName));

        Assert.That(page.Header("Set-Cookie")!.Contains("; secure;", StringComparison.Ordinal), Is.EqualTo(isSecure));
    }

    [Test]
    public async Task LogIn_WhenLoggedInAlready_OpensAnotherSessionAndEndsTheFirst()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();
        string first = SessionCookie(pages);

        await pages.OpenSessionAsync(AdminPagesAccounts.Superuser);

        bool[] ended = await host.QueryAsync(context =>
            context.Sessions.OrderBy(session => session.EndedAt == null).Select(session => session.EndedAt != null).ToArrayAsync());
        Assert.That(SessionCookie(pages), Is.Not.EqualTo(first));
        Assert.That(ended, Is.EqualTo(new[] { true, false }));
    }

    [TestCase("/admin/users/?q=ada", "/admin/users/?q=ada")]
    [TestCase("", "/admin/")]
    [TestCase("//evil.example/", "/admin/")]
    [TestCase("/admin/../api/user/", "/admin/")]
    [TestCase("https://evil.example/admin/", "/admin/")]
    public async Task LoginPage_WhenLoggedInAlready_RedirectsToTheReturnUrl(string returnUrl, string location)
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();
        string path = $"/admin/login/?returnUrl={Uri.EscapeDataString(returnUrl)}";

        ApiResponse response = await pages.GetAsync(path);
        ApiResponse again = await pages.GetAsync($"{path}&again=true");

        Assert.That((response.Status, response.Header("Location")), Is.EqualTo((302, location)));
        Assert.That(again.Status, Is.EqualTo(200), "Staff whose login is too old for an export log in again.");
    }

    [Test]
    public async Task LoginPage_WhenTheSessionHasEnded_ShowsTheForm()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(30));

        ApiResponse response = await pages.GetAsync("/admin/login/?returnUrl=%2Fadmin%2F");

        Assert.That(response.Status, Is.EqualTo(200));
    }

    // Both tabs show the login, and a second person logs in with the other tab: the second person must not continue in the
    // session of the first.
    [Test]
    public async Task LogIn_WhenSentFromASecondTabAfterTheFirst_ShowsTheFormAgainAndThenLogsInItsSender()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        await host.AddStaffAsync();
        using PageClient pages = new(host);
        string token = PageClient.TokenIn(await pages.GetAsync("/admin/login/"));
        await pages.OpenSessionAsync(AdminPagesAccounts.Superuser);

        ApiResponse again = await pages.PostAsync(
            "/admin/login/", (PageClient.Token, token), ("Email", AdminPagesAccounts.Staff), ("Password", TestData.Password), ("ReturnUrl", Page));
        ApiResponse response = await pages.PostAsync(
            "/admin/login/",
            (PageClient.Token, PageClient.TokenIn(again)), ("Email", AdminPagesAccounts.Staff), ("Password", TestData.Password), ("ReturnUrl", Page));

        Assert.That((again.Status, response.Status, response.Header("Location")), Is.EqualTo((400, 302, Page)));
        Assert.That((await pages.GetAsync("/admin/")).Body, Does.Contain(">sam<"));
    }

    [Test]
    public async Task LogIn_WhenTheFormIsFromAnEndedSession_ShowsTheFormAgainWithTheAddress()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();
        string token = PageClient.TokenIn(await pages.GetAsync("/admin/login/?again=true"));
        host.Clock.Advance(TimeSpan.FromMinutes(30));

        ApiResponse response = await pages.PostAsync(
            "/admin/login/", (PageClient.Token, token), ("Email", AdminPagesAccounts.Superuser), ("Password", TestData.Password));

        Assert.That(response.Status, Is.EqualTo(400));
        Assert.That(
            response.Body,
            Does.Contain("This page was open for too long.").And.Contain(AdminPagesAccounts.Superuser).And.Not.Contain(TestData.Password));
    }

    [TestCase("//evil.example/")]
    [TestCase("https://evil.example/admin/")]
    [TestCase("/\\evil.example")]
    [TestCase("/admin/../api/user/")]
    [TestCase("/admin/%2e%2e/api/user/")]
    [TestCase("/admin/\\..\\..\\/evil.example")]
    [TestCase("/adminevil")]
    [TestCase("/api/user/")]
    [TestCase("javascript:alert(1)")]
    [TestCase("/admin/\t/users/")]
    [TestCase("/admin/é/")]
    [TestCase("")]
    public async Task LogIn_WhenTheReturnUrlIsOnAnotherSite_RedirectsToTheFirstPage(string returnUrl)
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = new(host);

        ApiResponse response = await pages.OpenSessionAsync(AdminPagesAccounts.Superuser, returnUrl: returnUrl);

        Assert.That((response.Status, response.Header("Location")), Is.EqualTo((302, "/admin/")));
    }

    [Test]
    public async Task LogOut_WhenPosted_EndsTheSessionOnEveryInstance()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using CleanAuthHost other = host.StartBeside();
        using PageClient pages = await host.LogInToAdminAsync();
        string cookie = SessionCookie(pages);

        ApiResponse response = await pages.SubmitAsync(Page, "/admin/logout/");

        using PageClient thief = new(other);
        ApiResponse stolen = await thief.GetAsync(Page, ("Cookie", cookie));
        Assert.That((response.Status, response.Header("Location")), Is.EqualTo((302, "/admin/login/")));
        Assert.That(SessionCookie(pages), Is.Empty);
        Assert.That(stolen.Status, Is.EqualTo(302));
    }

    [Test]
    public async Task AdminSession_WhenEndedElsewhere_IsRefusedAtTheNextRequest()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();
        await host.QueryAsync(context => context.Sessions.ExecuteUpdateAsync(row => row
            .SetProperty(session => session.EndedAt, host.Clock.GetUtcNow())
            .SetProperty(session => session.EndReason, SessionEndReason.RevokedByAdmin)));

        ApiResponse response = await pages.GetAsync(Page);

        Assert.That(response.Status, Is.EqualTo(302));
    }

    [Test]
    public async Task AdminSession_WhenTheOwnerIsDeactivated_IsRefusedAtTheNextRequest()
    {
        using CleanAuthHost host = new();
        await host.AddStaffAsync();
        using PageClient pages = await host.LogInToAdminAsync(AdminPagesAccounts.Staff);
        await host.CommandAsync(new DeactivateUserCommand(AdminPagesAccounts.Staff));

        Assert.That((await pages.GetAsync(Page)).Status, Is.EqualTo(302));
    }

    [Test]
    public async Task AdminSession_WhenThePasswordIsChanged_IsRefusedAtTheNextRequest()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();
        await host.CommandAsync(new SetUserPasswordCommand(AdminPagesAccounts.Superuser, "another horse battery staple"));

        Assert.That((await pages.GetAsync(Page)).Status, Is.EqualTo(302));
    }

    [TestCase(29, 200)]
    [TestCase(30, 302)]
    public async Task AdminSession_WhenNotUsed_ExpiresAfterTheIdleTimeout(int minutes, int status)
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(minutes));

        Assert.That((await pages.GetAsync(Page)).Status, Is.EqualTo(status));
    }

    [Test]
    public async Task AdminSession_WhenUsedContinuously_StillExpires()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();
        List<int> statuses = [];

        for (int step = 0; step < 24; step++)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(20));
            statuses.Add((await pages.GetAsync(Page)).Status);
        }

        Assert.That(statuses[..^1], Is.All.EqualTo(200));
        Assert.That(statuses[^1], Is.EqualTo(302));
    }

    [Test]
    public async Task AccessToken_WhenSentToAPage_IsIgnored()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using Api api = new(host.Connect());
        ClientTokens session = await api.OpenSessionAsync(AdminPagesAccounts.Superuser);

        ApiResponse response = await api.SendAsync(HttpMethod.Get, Page, access: session.Access);

        Assert.That(response.Status, Is.EqualTo(302));
    }

    [Test]
    public async Task Cookie_WhenSentToTheApi_IsIgnored()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();
        string cookie = SessionCookie(pages);
        using PageClient other = new(host);

        ApiResponse[] responses = [await other.GetAsync("/api/user/", ("Cookie", cookie)), await other.GetAsync("/api/sessions/", ("Cookie", cookie))];

        Assert.That(responses.Select(response => response.Status), Is.All.EqualTo(401));
    }

    [Test]
    public async Task Pages_WhenTurnedOff_AreNotFound()
    {
        using CleanAuthHost host = new(("Admin:Enabled", "false"));
        using PageClient pages = new(host);

        ApiResponse[] responses = [await pages.GetAsync("/admin/login/"), await pages.GetAsync("/admin/"), await pages.GetAsync("/admin/admin.css")];

        Assert.That(
            responses.Select(response => response.ToString()),
            Is.All.EqualTo("""404 {"detail":"Not found.","code":"not_found"}"""));
    }

    [Test]
    public async Task LogIn_WhenTriedTooOften_IsRefusedByAPage()
    {
        using CleanAuthHost host = new(("Throttling:Enabled", "true"), ("Throttling:FreeTries", "1"));
        await host.AddSuperuserAsync();
        using PageClient pages = new(host);
        await pages.OpenSessionAsync(AdminPagesAccounts.Superuser, "wrong horse battery staple");

        ApiResponse response = await pages.OpenSessionAsync(AdminPagesAccounts.Superuser);

        Assert.That(
            (response.Status, response.Header("Retry-After"), response.Header("Content-Type")),
            Is.EqualTo((429, "1", "text/html; charset=utf-8")));
    }

    [Test]
    public async Task LogIn_WhenTheNetworkSendsTooManyRequests_IsRefusedByAPage()
    {
        using CleanAuthHost host = new(("Throttling:Enabled", "true"), ("Throttling:CredentialRequestsPerMinute", "1"));
        using PageClient pages = new(host);
        await pages.OpenSessionAsync("a@example.com");

        ApiResponse response = await pages.OpenSessionAsync("b@example.com");

        Assert.That((response.Status, response.Header("Content-Type")), Is.EqualTo((429, "text/html; charset=utf-8")));
        Assert.That(response.Header("Retry-After"), Is.Not.Null);
    }

    private static string SessionCookie(PageClient pages) => string.Join(
        "; ",
        pages.Cookies.GetAllCookies().Where(cookie => cookie.Name == "cleanauth-admin").Select(cookie => $"{cookie.Name}={cookie.Value}"));
}
