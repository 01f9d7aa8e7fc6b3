using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.AdminPages;

/// <summary>A form whose session has ended shows the input again, and the same person can submit it in a later session.</summary>
internal sealed class ExpiredSessionFormTests
{
    private const string Add = "/admin/users/add/";

    [Test]
    public async Task Form_WhenItsSessionHasEnded_KeepsWhatWasTypedExceptPasswords()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();
        string token = PageClient.TokenIn(await pages.GetAsync(Add));
        host.Clock.Advance(TimeSpan.FromMinutes(30));

        ApiResponse response = await SendAsync(pages, token);

        Assert.That((response.Status, response.IsPage(), response.Header("WWW-Authenticate")), Is.EqualTo((401, true, (string?)null)));
        Assert.That(response.Body, Does.Contain("Your session has ended").And.Contain($"action=\"{Add}\""));
        Assert.That(
            PageClient.HiddenFieldsIn(response),
            Is.EqualTo(new[] { (PageClient.Token, token), ("Email", "grace@example.com"), ("Username", "grace"), ("Bio", "<b>\"engines\"</b>") }));
        Assert.That(response.Body, Does.Not.Contain("battery staple"));
    }

    [Test]
    public async Task Form_WhenTheSamePersonLogsInAgain_IsAcceptedAndRequiresOnlyThePassword()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();
        string token = PageClient.TokenIn(await pages.GetAsync(Add));
        host.Clock.Advance(TimeSpan.FromMinutes(30));
        ApiResponse kept = await SendAsync(pages, token);
        await pages.OpenSessionAsync(AdminPagesAccounts.Superuser);

        ApiResponse withoutPassword = await pages.PostAsync(Add, PageClient.HiddenFieldsIn(kept));
        ApiResponse complete = await pages.PostAsync(Add, [.. PageClient.HiddenFieldsIn(kept), ("Password", TestData.Password)]);

        Assert.That(withoutPassword.Status, Is.EqualTo(400));
        Assert.That(withoutPassword.Body, Does.Contain("value=\"grace@example.com\"").And.Contain("href=\"#Password\""));
        Assert.That(complete.Status, Is.EqualTo(302));
        Assert.That(await CountAsync(host, "grace@example.com"), Is.EqualTo(1));
    }

    [Test]
    public async Task Form_WhenItsInputWasKept_SavesItAfterTheLogin()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        Target target = await Target.AddAsync(host);
        using PageClient pages = await host.LogInToAdminAsync();
        string path = $"/admin/users/{target.User.Id}/";
        string token = PageClient.TokenIn(await pages.GetAsync(path));
        await pages.SubmitAsync("/admin/", "/admin/logout/");
        ApiResponse kept = await pages.PostAsync(path, [(PageClient.Token, token), .. target.FieldsOf("admin/users/{id:guid}")]);
        await pages.OpenSessionAsync(AdminPagesAccounts.Superuser);

        ApiResponse response = await pages.PostAsync(path, PageClient.HiddenFieldsIn(kept));

        string? name = await host.QueryAsync(context =>
            context.Users.Where(user => user.Id == target.User.Id).Select(user => user.FullName).SingleAsync());
        Assert.That((kept.Status, response.Status, name), Is.EqualTo((401, 302, "Ada")));
    }

    // A login in a second tab ends the session of the first.
    [Test]
    public async Task Form_WhenTheSamePersonLoggedInAgainInAnotherTab_IsAcceptedAtOnce()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();
        string token = PageClient.TokenIn(await pages.GetAsync(Add));
        await pages.OpenSessionAsync(AdminPagesAccounts.Superuser);

        ApiResponse response = await SendAsync(pages, token);

        Assert.That((response.Status, await CountAsync(host, "grace@example.com")), Is.EqualTo((302, 1)));
    }

    [Test]
    public async Task Form_WhenAnotherPersonLogsIn_IsRefused()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        await host.AddStaffAsync();
        await host.QueryAsync(async context =>
        {
            User user = await context.Users.SingleAsync(row => row.Email == AdminPagesAccounts.Staff);
            user.ChangeRights(isStaff: true, isSuperuser: false, PermissionSet.Create([Permissions.AddUser]), host.Clock.GetUtcNow());
            return await context.SaveChangesAsync();
        });
        using PageClient pages = await host.LogInToAdminAsync();
        string token = PageClient.TokenIn(await pages.GetAsync(Add));
        host.Clock.Advance(TimeSpan.FromMinutes(30));
        ApiResponse kept = await SendAsync(pages, token);
        await pages.OpenSessionAsync(AdminPagesAccounts.Staff);

        ApiResponse response = await pages.PostAsync(Add, [.. PageClient.HiddenFieldsIn(kept), ("Password", TestData.Password)]);

        Assert.That((response.Status, await CountAsync(host, "grace@example.com")), Is.EqualTo((400, 0)));
    }

    // Another site has no cookie of the pages, so the pages must not show text that it sends.
    [Test]
    public async Task Form_WhenSentByAnotherSite_IsNotShownAgain()
    {
        using CleanAuthHost host = new();
        using PageClient stranger = new(host);

        ApiResponse response = await SendAsync(stranger, "forged");

        Assert.That((response.Status, response.Header("Location")), Is.EqualTo((302, "/admin/login/?returnUrl=%2Fadmin%2F")));
    }

    private static Task<ApiResponse> SendAsync(PageClient pages, string token) => pages.PostAsync(
        Add,
        (PageClient.Token, token),
        ("Email", "grace@example.com"),
        ("Username", "grace"),
        ("Password", TestData.Password),
        ("Bio", "<b>\"engines\"</b>"),
        ("CurrentPassword", TestData.Password));

    private static Task<int> CountAsync(CleanAuthHost host, string email) =>
        host.QueryAsync(context => context.Users.CountAsync(user => user.Email == email));
}
