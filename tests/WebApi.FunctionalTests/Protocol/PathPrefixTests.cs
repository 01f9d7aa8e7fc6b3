using CleanAuth.WebApi.FunctionalTests.AdminPages;

namespace CleanAuth.WebApi.FunctionalTests.Protocol;

/// <summary>A proxy serves the service below a path of a host that it shares with other services.</summary>
internal sealed class PathPrefixTests
{
    private const string LoginPage = "/admin/login/?returnUrl=%2Fadmin%2F";

    private static readonly (string Name, string Value) BehindProxy = ("ForwardedHeaders:KnownProxies:0", "127.0.0.1");
    private static readonly (string Name, string Value) Configured = ("ForwardedHeaders:PathPrefix", "/auth");

    [TestCase("/auth", "/auth")]
    [TestCase("/auth/", "/auth")]
    [TestCase("/api/v1.2/auth-service", "/api/v1.2/auth-service")]
    [TestCase("/evil, /auth", "/auth")]
    [TestCase("/", "")]
    [TestCase("", "")]
    [TestCase("auth", "")]
    [TestCase("//example.com", "")]
    [TestCase("/\\example.com", "")]
    [TestCase("https://example.com", "")]
    [TestCase("/auth/..", "")]
    [TestCase("/a b", "")]
    [TestCase("/a?b", "")]
    [TestCase("/a%2f", "")]
    public async Task PathPrefix_WhenForwardedByATrustedProxy_IsUsedIfItIsAPath(string header, string prefix)
    {
        using CleanAuthHost host = new(BehindProxy);
        using Api api = new(host.Connect());

        ApiResponse response = await GetAsync(api, "/admin/", header);

        Assert.That(response.Header("Location"), Is.EqualTo($"{prefix}{LoginPage}"));
    }

    [TestCase("10.0.7.1")]
    [TestCase("")]
    public async Task PathPrefix_WhenForwardedByAnUnknownProxy_IsIgnored(string proxy)
    {
        using CleanAuthHost host = new(("ForwardedHeaders:KnownProxies:0", proxy));
        using Api api = new(host.Connect());

        ApiResponse response = await GetAsync(api, "/admin/", "/auth");

        Assert.That(response.Header("Location"), Is.EqualTo(LoginPage));
    }

    // Some proxies remove the prefix, others forward the path unchanged.
    [TestCase("/admin/")]
    [TestCase("/auth/admin/")]
    public async Task PathPrefix_WhenConfigured_IsUsedWhetherTheProxyRemovesItOrNot(string path)
    {
        using CleanAuthHost host = new(BehindProxy, Configured);
        using Api api = new(host.Connect());

        ApiResponse response = await GetAsync(api, path, "/evil");

        Assert.That(response.Header("Location"), Is.EqualTo($"/auth{LoginPage}"));
    }

    [Test]
    public async Task Service_WhenNginxServesItBelowAPrefix_WorksCompletely()
    {
        using CleanAuthHost host = new(
            BehindProxy,
            ("Tokens:Issuer", "https://accounts.example.com/auth"),
            ("Swagger:Enabled", "true"),
            ("Swagger:Public", "true"));
        await host.AddSuperuserAsync();
        await using Nginx nginx = await Nginx.StartAsync($$"""
            location /auth/ {
              proxy_pass {{host.BaseAddress}};
              proxy_set_header Host $http_host;
              proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
              proxy_set_header X-Forwarded-Proto $scheme;
              proxy_set_header X-Forwarded-Prefix /auth;
            }
            """);
        using Api api = new(nginx.ConnectFrom("127.0.0.1"));
        using PageClient pages = new(nginx.Address);

        // The API: a token, a new account, and its location.
        ApiResponse tokens = await api.SendAsync(
            HttpMethod.Post, "/auth/api/token/", $$"""{"email":"{{AdminPagesAccounts.Superuser}}","password":"{{TestData.Password}}"}""");
        ClientTokens root = ClientTokens.From(tokens.Json);
        ApiResponse added = await api.SendAsync(
            HttpMethod.Post,
            "/auth/api/admin/users/",
            $$"""{"email":"ann@example.com","username":"ann","password":"{{TestData.Password}}"}""",
            root.Access);
        string location = added.Header("Location")!;
        ApiResponse read = await api.SendAsync(HttpMethod.Get, location, access: root.Access);
        Assert.That(new Uri(nginx.Address, location).AbsoluteUri, Does.StartWith($"{nginx.Address}auth/api/admin/users/"));
        Assert.That((string?)read.Json["email"], Is.EqualTo("ann@example.com"), read.Body);

        // Discovery and the OpenAPI document.
        ApiResponse discovery = await api.SendAsync(HttpMethod.Get, "/auth/.well-known/openid-configuration");
        ApiResponse home = await api.SendAsync(HttpMethod.Get, "/auth/");
        ApiResponse swagger = await api.SendAsync(HttpMethod.Get, "/auth/swagger/index.html");
        ApiResponse document = await api.SendAsync(HttpMethod.Get, "/auth/swagger/v1/swagger.json");
        Assert.That((string?)discovery.Json["jwks_uri"], Is.EqualTo("https://accounts.example.com/auth/.well-known/jwks.json"));
        Assert.That((home.Header("Location"), swagger.Status), Is.EqualTo(("/auth/swagger", 200)));
        Assert.That((string?)document.Json["servers"]![0]!["url"], Is.EqualTo("/auth"));

        // The pages: log in, follow the redirect, change an account, log out.
        ApiResponse refused = await pages.GetAsync("/auth/admin/users/");
        string login = refused.Header("Location")!;
        Assert.That(login, Is.EqualTo("/auth/admin/login/?returnUrl=%2Fadmin%2Fusers%2F"));
        ApiResponse entered = await pages.SubmitAsync(
            login, "/auth/admin/login/", ("Email", AdminPagesAccounts.Superuser), ("Password", TestData.Password), ("ReturnUrl", "/admin/users/"));
        Assert.That((entered.Status, entered.Header("Location")), Is.EqualTo((302, "/auth/admin/users/")));
        Assert.That(pages.Cookies.GetAllCookies().Select(cookie => cookie.Path), Is.Not.Empty.And.All.EqualTo("/auth/admin"));
        Assert.That(await BrokenLinksAsync(pages, "/auth/admin/"), Is.Empty);
        ApiResponse group = await pages.SubmitAsync("/auth/admin/groups/add/", "/auth/admin/groups/add/", ("Name", "Support"));
        ApiResponse list = await pages.GetAsync(group.Header("Location")!);
        Assert.That(group.Header("Location"), Is.EqualTo("/auth/admin/groups/"));
        Assert.That(list.Body, Does.Contain("The group was added."));
        ApiResponse left = await pages.SubmitAsync("/auth/admin/", "/auth/admin/logout/");
        ApiResponse after = await pages.GetAsync("/auth/admin/");
        Assert.That((left.Header("Location"), after.Status), Is.EqualTo(("/auth/admin/login/", 302)));
    }

    // Follows every link and file from the first page on; forms are not sent.
    private static async Task<string[]> BrokenLinksAsync(PageClient pages, string first)
    {
        HashSet<string> seen = [first];
        Queue<string> waiting = new(seen);
        List<string> broken = [];
        while (waiting.TryDequeue(out string? link))
        {
            ApiResponse response = await pages.GetAsync(link);
            bool isFormOnly = response.Status == 405;
            if (!link.StartsWith("/auth/", StringComparison.Ordinal) || (response.Status != 200 && !isFormOnly))
            {
                broken.Add($"{response.Status} {link}");
            }

            foreach (string next in response.IsPage() ? PageClient.LinksIn(response).Where(seen.Add) : [])
            {
                waiting.Enqueue(next);
            }
        }

        Assert.That(seen, Has.Count.AtLeast(20));
        return [.. broken];
    }

    private static Task<ApiResponse> GetAsync(Api api, string path, string prefix) =>
        api.SendAsync(HttpMethod.Get, path, content: null, headers: ("X-Forwarded-Prefix", prefix));
}
