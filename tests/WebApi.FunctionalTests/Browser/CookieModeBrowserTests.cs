using System.Text.Json.Nodes;
using CleanAuth.WebApi.FunctionalTests.Cookies;
using Microsoft.Playwright;

namespace CleanAuth.WebApi.FunctionalTests.Browser;

/// <summary>An app keeps its refresh token in a cookie of a real browser.</summary>
internal sealed class CookieModeBrowserTests
{
    // Same site as the service, because ports do not matter; the browser never connects to it.
    private const string App = "http://127.0.0.1:9";

    // Another site.
    private const string Evil = "http://localhost:9";

    private const string Page = "<title>App</title>";

    private const string Calls =
        """
        async base => {
          const call = async (path, body) => {
            const response = await fetch(base + path, {
              method: 'POST',
              credentials: 'include',
              headers: { 'X-Token-Transport': 'cookie', ...(body && { 'Content-Type': 'application/json' }) },
              body: body && JSON.stringify(body),
            });
            return { status: response.status, body: await response.text() };
          };
          const responses = [
            await call('/api/login/', { user: { email: 'ada@example.com', password: 'correct horse battery staple' } }),
            await call('/api/token/refresh/'),
            await call('/api/token/refresh/')];
          const readable = document.cookie + JSON.stringify({ ...localStorage, ...sessionStorage });
          responses.push(await call('/api/logout/'), await call('/api/token/refresh/'));
          return JSON.stringify({ statuses: responses.map(response => response.status), readable, bodies: responses.map(response => response.body).join() });
        }
        """;

    [TestCase(true)]
    [TestCase(false)]
    public async Task App_WhenItUsesCookieMode_StaysLoggedInWithoutSeeingTheRefreshToken(bool isSameOrigin)
    {
        await using Chromium chromium = await Chromium.LaunchAsync();
        using CleanAuthHost host = new(("Cookies:Enabled", "true"), ("Cors:AllowedOrigins:0", App));
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        string own = new CookieClient(host, api).Own;
        IPage page = await chromium.OpenMadeUpPageAsync(isSameOrigin ? own : App, Page);

        JsonNode result = JsonNode.Parse(await page.EvaluateAsync<string>(Calls, own))!;

        Assert.That(result["statuses"]!.AsArray().Select(status => (int)status!), Is.EqualTo([200, 200, 200, 204, 401]));
        Assert.That((string?)result["readable"], Is.EqualTo("{}"));
        Assert.That((string?)result["bodies"], Does.Contain("access").And.Not.Contain("refresh"));
    }

    [Test]
    public async Task OtherSite_WhenItSendsFormsAndFetches_ChangesNothing()
    {
        await using Chromium chromium = await Chromium.LaunchAsync();
        using CleanAuthHost host = new(("Cookies:Enabled", "true"), ("Cookies:SameSite", "Lax"), ("Cors:AllowedOrigins:0", App));
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        string own = new CookieClient(host, api).Own;
        IPage page = await chromium.OpenMadeUpPageAsync(Evil, Page);
        await page.Context.AddCookiesAsync(
        [
            new Cookie { Name = CookieTransport.Cookie, Value = session.Refresh, Url = own.Replace("http:", "https:", StringComparison.Ordinal), HttpOnly = true, Secure = true, SameSite = SameSiteAttribute.Lax },
        ]);
        string before = await host.SnapshotAsync();

        string[] fetched = await page.EvaluateAsync<string[]>(
            """
            async base => {
              const login = JSON.stringify({ email: 'ada@example.com', password: 'correct horse battery staple' });
              const send = async options => {
                try {
                  const path = options.body ? '/api/token/' : '/api/logout/';
                  await fetch(base + path, { method: 'POST', credentials: 'include', ...options });
                  return 'read';
                } catch { return 'blocked'; }
              };
              return [
                await send({ headers: { 'X-Token-Transport': 'cookie' } }),
                await send({ headers: { 'X-Token-Transport': 'cookie', 'Content-Type': 'application/json' }, body: login }),
                await send({ mode: 'no-cors' }),
                await send({ mode: 'no-cors', body: login })];
            }
            """,
            own);
        await page.SetContentAsync($"<form method='post' action='{own}/api/logout/' enctype='text/plain'><button>Win a prize</button></form>");
        IResponse form = await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button).ClickAsync(),
            response => response.Url.EndsWith("/api/logout/", StringComparison.Ordinal));

        Assert.That(fetched, Is.All.EqualTo("blocked"));
        Assert.That(form.Status, Is.EqualTo(401));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }
}
