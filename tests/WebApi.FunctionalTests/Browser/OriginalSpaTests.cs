using CleanAuth.WebApi.FunctionalTests.Contract;
using Microsoft.Playwright;

namespace CleanAuth.WebApi.FunctionalTests.Browser;

/// <summary>
/// A page on another origin that handles tokens as the original's SPA does: it keeps the refresh token of the login and never reads a
/// later one.
/// </summary>
internal sealed class OriginalSpaTests
{
    private const string Origin = "http://localhost:5173";

    private const string Script =
        """
        let tokens;

        async function call(method, path, body, access) {
          const headers = { "Content-Type": "application/json" };
          if (access) headers.Authorization = `Bearer ${access}`;
          const response = await fetch(SERVICE + path, { method, headers, body: body && JSON.stringify(body) });
          return { status: response.status, json: response.status === 204 ? null : await response.json() };
        }

        async function register(user) {
          return (await call("POST", "api/register/", { user })).status;
        }

        async function logIn(user) {
          const { status, json } = await call("POST", "api/login/", { user });
          tokens = json.user.tokens;
          return status;
        }

        async function authorized(method, path, body) {
          const first = await call(method, path, body, tokens.access);
          if (first.status !== 401) return first;
          const { json } = await call("POST", "api/token/refresh/", { refresh: tokens.refresh });
          tokens.access = json.access;
          return call(method, path, body, tokens.access);
        }

        async function profile() {
          const { status, json } = await authorized("GET", "api/user/");
          return `${status} ${json.user.email}`;
        }

        async function rename(username) {
          const { status, json } = await authorized("PUT", "api/user/", { user: { username } });
          return `${status} ${json.user.username}`;
        }

        async function logOut() {
          return (await authorized("POST", "api/logout/", { refresh: tokens.refresh })).status;
        }

        async function refresh() {
          return (await call("POST", "api/token/refresh/", { refresh: tokens.refresh })).status;
        }
        """;

    [Test]
    public async Task Page_WhenItKeepsItsFirstRefreshToken_StaysLoggedInUntilItLogsOut()
    {
        await using Chromium chromium = await Chromium.LaunchAsync();
        using CleanAuthHost host = new([.. OriginalSpaProfile.Settings()]);
        using HttpClient client = host.Connect();
        IPage page = await chromium.OpenMadeUpPageAsync(
            Origin, $"<!doctype html><script>const SERVICE = '{client.BaseAddress}';{Script}</script>");

        Assert.That(
            await page.EvaluateAsync<int>("register({ email: 'ada@example.com', username: 'ada', password: 'correct horse' })"),
            Is.EqualTo(201));
        Assert.That(await page.EvaluateAsync<int>("logIn({ email: 'ada@example.com', password: 'correct horse' })"), Is.EqualTo(200));
        for (int refreshed = 0; refreshed < 3; refreshed++)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(6));
            Assert.That(await page.EvaluateAsync<string>("profile()"), Is.EqualTo("200 ada@example.com"));
        }

        Assert.That(await page.EvaluateAsync<string>("rename('countess')"), Is.EqualTo("200 countess"));
        Assert.That(await page.EvaluateAsync<int>("logOut()"), Is.EqualTo(204));
        Assert.That(await page.EvaluateAsync<int>("refresh()"), Is.EqualTo(401));
    }
}
