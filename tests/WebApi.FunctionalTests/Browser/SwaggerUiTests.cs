using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace CleanAuth.WebApi.FunctionalTests.Browser;

/// <summary>A developer calls the API in the browser.</summary>
internal sealed class SwaggerUiTests
{
    [Test]
    public async Task SwaggerUi_WhenAuthorized_CallsAProtectedEndpoint()
    {
        await using Chromium chromium = await Chromium.LaunchAsync();
        using CleanAuthHost host = new(("Swagger:Enabled", "true"), ("Swagger:Public", "true"));
        using HttpClient client = host.Connect();
        string accessToken = await LogInAsync(client);
        IPage page = await chromium.OpenPageAsync(client.BaseAddress!);

        await page.GotoAsync("/");
        await page.Locator(".scheme-container button.authorize").ClickAsync();
        await page.Locator(".auth-container input").FillAsync(accessToken);
        await page.Locator(".auth-btn-wrapper button.authorize").ClickAsync();
        await page.Locator(".auth-btn-wrapper .btn-done").ClickAsync();
        string response = await SendAsync(page, "[id='operations-Current user-GetCurrentUser'], #operations-Current_user-GetCurrentUser");

        Assert.That(response, Does.Contain("200").And.Contain("ada@example.com"));
    }

    [TestCase("Login", "Login", """{"user":{"email":"ada@example.com","password":"correct horse battery"}}""")]
    [TestCase("Tokens", "Obtain", """{"email":"ada@example.com","password":"correct horse battery"}""")]
    public async Task SwaggerUi_WhenAResponseHasAnAccessToken_AuthorizesWithOneClick(string tag, string operationId, string credentials)
    {
        await using Chromium chromium = await Chromium.LaunchAsync();
        using CleanAuthHost host = new(("Swagger:Enabled", "true"), ("Swagger:Public", "true"));
        using HttpClient client = host.Connect();
        await LogInAsync(client);
        IPage page = await chromium.OpenPageAsync(client.BaseAddress!);

        await page.GotoAsync("/");
        await SendAsync(page, $"#operations-{tag}-{operationId}", credentials);
        await page.Locator("#use-access-token button").ClickAsync();
        string response = await SendAsync(page, "[id='operations-Current user-GetCurrentUser'], #operations-Current_user-GetCurrentUser");

        Assert.That(response, Does.Contain("200").And.Contain("ada@example.com"));
        Assert.That(await page.Locator("#use-access-token button").CountAsync(), Is.Zero);
    }

    [Test]
    public async Task SwaggerUi_WhenShown_HasTheTagsInTheOrderOfTheirUse()
    {
        await using Chromium chromium = await Chromium.LaunchAsync();
        using CleanAuthHost host = new(("Swagger:Enabled", "true"), ("Swagger:Public", "true"));
        using HttpClient client = host.Connect();
        IPage page = await chromium.OpenPageAsync(client.BaseAddress!);

        await page.GotoAsync("/");
        await page.Locator(".opblock-tag").First.WaitForAsync();
        string?[] tags = await page.Locator(".opblock-tag").EvaluateAllAsync<string?[]>("tags => tags.map(tag => tag.dataset.tag)");

        Assert.That(
            tags,
            Is.EqualTo(
            [
                "Registration", "Login", "Tokens", "Current user", "Passwords", "Email addresses", "Sessions", "Security events", "Discovery",
                "Admin: overview", "Admin: users", "Admin: sessions", "Admin: groups", "Admin: security events",
            ]));
    }

    [Test]
    public async Task SwaggerUi_WhenItsPolicyApplies_ShowsEveryOperationAndViolatesNothing()
    {
        await using Chromium chromium = await Chromium.LaunchAsync();
        using CleanAuthHost host = new(("Swagger:Enabled", "true"), ("Swagger:Public", "true"));
        using HttpClient client = host.Connect();
        IPage page = await chromium.OpenPageAsync(client.BaseAddress!);
        ConcurrentQueue<string> consoleMessages = [];
        page.Console += (_, message) => consoleMessages.Enqueue($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => consoleMessages.Enqueue(error);

        IResponse? response = await page.GotoAsync("/swagger/index.html");
        await page.Locator(".opblock").First.WaitForAsync();
        await page.Locator(".opblock-summary-control").First.ClickAsync();
        await page.Locator(".opblock-body .responses-inner").First.WaitForAsync();

        string policy = (await response!.AllHeadersAsync())["content-security-policy"];
        Assert.That(await page.Locator(".opblock").CountAsync(), Is.GreaterThan(10));
        Assert.That(policy, Does.StartWith("default-src 'none'; script-src 'self';").And.Not.Contain("unsafe-eval"));
        Assert.That(consoleMessages, Is.Empty);
    }

    // Tries an operation out, and returns the text of its response.
    private static async Task<string> SendAsync(IPage page, string selector, string? body = null)
    {
        ILocator operation = page.Locator(selector);
        await operation.Locator(".opblock-summary-control").ClickAsync();
        await operation.Locator(".try-out__btn").ClickAsync();
        if (body is not null)
        {
            await operation.Locator("textarea").FillAsync(body);
        }

        await operation.Locator(".execute").ClickAsync();
        ILocator response = operation.Locator(".live-responses-table");
        await response.WaitForAsync();
        return await response.InnerTextAsync();
    }

    private static async Task<string> LogInAsync(HttpClient client)
    {
        const string Password = "correct horse battery";
        using HttpResponseMessage registered = await client.PostAsJsonAsync(
            "/api/register/",
            new { user = new { email = "ada@example.com", username = "ada", password = Password } });
        using HttpResponseMessage loggedIn = await client.PostAsJsonAsync(
            "/api/token/",
            new { email = "ada@example.com", password = Password });
        return (string)JsonNode.Parse(await loggedIn.Content.ReadAsStringAsync())!["access"]!;
    }
}
