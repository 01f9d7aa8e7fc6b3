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
        ILocator operation = page.Locator("[id='operations-Current user-GetCurrentUser'], #operations-Current_user-GetCurrentUser");
        await operation.Locator(".opblock-summary-control").ClickAsync();
        await operation.Locator(".try-out__btn").ClickAsync();
        await operation.Locator(".execute").ClickAsync();
        ILocator response = operation.Locator(".live-responses-table");
        await response.WaitForAsync();

        Assert.That(await response.InnerTextAsync(), Does.Contain("200").And.Contain("ada@example.com"));
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
