using System.Text.RegularExpressions;

namespace CleanAuth.WebApi.FunctionalTests.AdminPages;

/// <summary>The frame of every page, including error pages.</summary>
internal sealed class AdminPageFrameTests
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'";

    private const string Html = "text/html; charset=utf-8";

    [TestCase("/admin/login/?again=true", 200)]
    [TestCase("/admin/users/add/", 200)]
    [TestCase("/admin/nowhere/", 404)]
    [TestCase("/admin/users/bulk/", 405)]
    [TestCase("/admin/users/?active=perhaps", 400)]
    public async Task Page_WhenReturnedWithAnyStatus_IsHtmlWithThePolicyAndNotStored(string path, int status)
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();

        ApiResponse response = await pages.GetAsync(path);

        Assert.That((response.Status, response.Header("Content-Type")), Is.EqualTo((status, Html)));
        Assert.That(response.Header("Content-Security-Policy"), Is.EqualTo(Policy));
        Assert.That(response.Header("Cache-Control"), Does.Contain("no-store"));
        Assert.That(response.Header("WWW-Authenticate"), Is.Null);
        Assert.That(response.Body, Does.Contain("<html lang=\"en\">").And.Contain("<main id=\"main\"").And.Contain("<title>"));
    }

    [Test]
    public async Task Page_WhenShown_HasNoInlineScriptOrStyle()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();

        ApiResponse response = await pages.GetAsync("/admin/users/add/");

        Assert.That(response.Body, Does.Not.Match("<style|style=|<script(?![^>]* src=)| on[a-z]+=|javascript:"));
    }

    [TestCase("/admin/login/?again=true", "current-password")]
    [TestCase("/admin/users/add/", "new-password")]
    public async Task PasswordField_WhenShown_IsMaskedAndAllowsPasswordManagers(string path, string autocomplete)
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();

        ApiResponse response = await pages.GetAsync(path);

        Match field = Regex.Match(response.Body, "<input[^>]* name=\"Password\"[^>]*>|<input[^>]* id=\"Password\"[^>]*>");
        Assert.That(field.Value, Does.Contain("type=\"password\"").And.Contain($"autocomplete=\"{autocomplete}\""));
        Assert.That(field.Value, Does.Not.Contain("value="));
    }

    [TestCase("/admin/")]
    [TestCase("/admin/users/")]
    [TestCase("/admin/trace/")]
    public async Task Page_WhenLoggedIn_OffersToLogOut(string path)
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();

        Assert.That((await pages.GetAsync(path)).Body, Does.Match("<form[^>]* action=\"/admin/logout/\""));
    }

    [Test]
    public async Task Page_WhenTheDatabaseIsUnavailable_IsAnErrorPageWithRetryAfter()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();
        host.CorruptDatabase();

        ApiResponse response = await pages.GetAsync("/admin/users/add/");

        Assert.That((response.Status, response.Header("Content-Type"), response.Header("Retry-After")), Is.EqualTo((503, Html, "5")));
        Assert.That(response.Header("Content-Security-Policy"), Is.EqualTo(Policy));
    }

    [Test]
    public async Task Assets_WhenLinkedFromAPage_ExistAndAreCachedForLong()
    {
        using CleanAuthHost host = new();
        using PageClient pages = new(host);
        string page = (await pages.GetAsync("/admin/login/")).Body;
        string[] assets = [.. Regex.Matches(page, "(?:src|href)=\"(/admin/[^\"]+\\?v=[^\"]+)\"").Select(match => match.Groups[1].Value)];

        List<ApiResponse> responses = [];
        foreach (string asset in assets)
        {
            responses.Add(await pages.GetAsync(asset));
        }

        Assert.That(assets, Has.Length.EqualTo(5));
        Assert.That(responses.Select(response => response.Status), Is.All.EqualTo(200));
        Assert.That(responses.Select(response => response.Header("Cache-Control")), Is.All.EqualTo("public, max-age=31536000, immutable"));
        Assert.That(responses.Select(response => response.Header("X-Content-Type-Options")), Is.All.EqualTo("nosniff"));
        Assert.That(responses.Select(response => response.Header("Content-Type")), Is.All.EndsWith("; charset=utf-8"));
    }

    [TestCase("")]
    [TestCase("forged")]
    public async Task Form_WhenSentWithoutAnAntiforgeryToken_IsRefused(string token)
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();

        ApiResponse response = await pages.PostAsync("/admin/logout/", (PageClient.Token, token));

        Assert.That((response.Status, response.Header("Content-Type")), Is.EqualTo((400, Html)));
        Assert.That((await pages.GetAsync("/admin/users/add/")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Form_WhenTheAntiforgeryTokenIsAnotherUsers_IsRefused()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        await host.AddStaffAsync();
        using PageClient pages = await host.LogInToAdminAsync();
        using PageClient others = await host.LogInToAdminAsync(AdminPagesAccounts.Staff);
        string token = PageClient.TokenIn(await others.GetAsync("/admin/"));

        ApiResponse response = await pages.PostAsync("/admin/logout/", (PageClient.Token, token));

        Assert.That(response.Status, Is.EqualTo(400));
    }

    [Test]
    public async Task Form_WhenTooLarge_IsRefusedByAPage()
    {
        using CleanAuthHost host = new();
        using PageClient pages = new(host);

        ApiResponse response = await pages.SubmitAsync("/admin/login/", "/admin/login/", ("Email", new string('x', 70_000)));

        Assert.That(response.Status, Is.EqualTo(400).Or.EqualTo(413));
        Assert.That(response.Header("Content-Type"), Is.EqualTo(Html));
    }
}
