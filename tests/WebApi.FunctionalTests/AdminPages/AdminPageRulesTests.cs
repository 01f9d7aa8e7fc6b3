using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.WebApi.FunctionalTests.AdminPages;

/// <summary>Rules for every page of the admin.</summary>
internal sealed class AdminPageRulesTests
{
    private const int MinPages = 14;

    [Test]
    public async Task EveryPage_WhenShown_OffersToLogOut()
    {
        IReadOnlyList<(string Path, ApiResponse Response)> pages = await ReadAllAsync();

        Assert.That(pages.Where(page => !Regex.IsMatch(page.Response.Body, "<form[^>]* action=\"/admin/logout/\"")), Is.Empty);
    }

    [Test]
    public async Task EveryPage_WhenShown_HasNoInlineScriptOrStyle()
    {
        IReadOnlyList<(string Path, ApiResponse Response)> pages = await ReadAllAsync();

        Assert.That(
            pages.Where(page => Regex.IsMatch(page.Response.Body, "<style|style=|<script(?![^>]* src=)| on[a-z]+=|javascript:")),
            Is.Empty);
    }

    [Test]
    public async Task EveryPage_WhenShown_CanBeNeitherFramedNorStored()
    {
        IReadOnlyList<(string Path, ApiResponse Response)> pages = await ReadAllAsync();

        Assert.Multiple(() =>
        {
            foreach ((string path, ApiResponse response) in pages)
            {
                Assert.That(response.Header("Content-Security-Policy"), Does.Contain("base-uri 'none'; frame-ancestors 'none'"), path);
                Assert.That(response.Header("X-Content-Type-Options"), Is.EqualTo("nosniff"), path);
                Assert.That(response.Header("Referrer-Policy"), Is.EqualTo("no-referrer"), path);
                Assert.That(response.Header("Cache-Control"), Does.Contain("no-store"), path);
            }
        });
    }

    [Test]
    public async Task EveryPage_WhenTheServiceHasAPathPrefix_LinksOnlyBelowIt()
    {
        IReadOnlyList<(string Path, ApiResponse Response)> pages = await ReadAllAsync(("ForwardedHeaders:PathPrefix", "/auth"));

        string[] links = [.. pages.SelectMany(page => PageClient.LinksIn(page.Response).Select(link => $"{page.Path} -> {link}")).Distinct()];

        Assert.That(links, Has.Length.AtLeast(MinPages));
        Assert.That(links.Where(link => !link.Contains(" -> /auth/admin/", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task EveryPasswordField_WhenShown_IsMaskedAndAllowsPasswordManagers()
    {
        IReadOnlyList<(string Path, ApiResponse Response)> pages = await ReadAllAsync();

        string[] fields = [.. pages.SelectMany(page => Regex.Matches(page.Response.Body, "<input[^>]* (?:id|name)=\"\\w*Password\"[^>]*>").Select(match => match.Value))];

        Assert.That(fields, Has.Length.AtLeast(2));
        Assert.That(
            fields,
            Is.All.Contains("type=\"password\"").And.All.Match("autocomplete=\"(current|new)-password\"").And.All.Not.Contains("value="));
    }

    [Test]
    public void Scripts_WhenRead_DoNotBlockPasting()
    {
        string[] scripts = [.. Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "src", "WebApi", "wwwroot"), "*.js", SearchOption.AllDirectories)];

        Assert.That(scripts, Is.Not.Empty);
        Assert.That(scripts.Where(script => File.ReadAllText(script).Contains("paste", StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    // Reads them as a superuser, who may open every page.
    private static async Task<IReadOnlyList<(string Path, ApiResponse Response)>> ReadAllAsync(
        params (string Name, string Value)[] settings)
    {
        using CleanAuthHost host = new(settings);
        await host.AddSuperuserAsync();
        Target target = await Target.AddAsync(host);
        string prefix = settings.Select(setting => setting.Value).FirstOrDefault("");
        using PageClient client = new(host);
        await client.SubmitAsync(
            $"{prefix}/admin/login/", $"{prefix}/admin/login/", ("Email", AdminPagesAccounts.Superuser), ("Password", TestData.Password));

        List<(string Path, ApiResponse Response)> pages = [];
        foreach (string route in PagesOf(host))
        {
            string path = $"{prefix}/{target.Fill(route)}/";
            pages.Add((path, await client.GetAsync(path)));
        }

        Assert.That(pages, Has.Count.AtLeast(MinPages));
        Assert.That(pages.Select(page => $"{page.Path} {page.Response.Status}"), Is.All.EndsWith(" 200"));
        return pages;
    }

    private static string[] PagesOf(CleanAuthHost host) =>
    [
        .. (from source in host.Services.GetServices<EndpointDataSource>()
            from endpoint in source.Endpoints.OfType<RouteEndpoint>()
            where endpoint.Metadata.GetMetadata<ControllerActionDescriptor>() is not null
            where endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("GET")
            let path = endpoint.RoutePattern.RawText!
            where (path == "admin" || path.StartsWith("admin/", StringComparison.Ordinal)) && path != "admin/login"
            select path).Distinct(),
    ];
}
