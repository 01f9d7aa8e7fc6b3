using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.AdminPages;

/// <summary>A form whose session has ended keeps what was typed, and is accepted from the same person in a later session.</summary>
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

        Answer answer = await SendAsync(pages, token);

        Assert.That((answer.Status, answer.IsPage(), answer.Header("WWW-Authenticate")), Is.EqualTo((401, true, (string?)null)));
        Assert.That(answer.Body, Does.Contain("Your session has ended").And.Contain($"action=\"{Add}\""));
        Assert.That(
            PageClient.HiddenFieldsIn(answer),
            Is.EqualTo(new[] { (PageClient.Token, token), ("Email", "grace@example.com"), ("Username", "grace"), ("Bio", "<b>\"engines\"</b>") }));
        Assert.That(answer.Body, Does.Not.Contain("battery staple"));
    }

    [Test]
    public async Task Form_WhenTheSamePersonLogsInAgain_IsAcceptedAndRequiresOnlyThePassword()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();
        string token = PageClient.TokenIn(await pages.GetAsync(Add));
        host.Clock.Advance(TimeSpan.FromMinutes(30));
        Answer kept = await SendAsync(pages, token);
        await pages.OpenSessionAsync(AdminPagesAccounts.Superuser);

        Answer withoutPassword = await pages.PostAsync(Add, PageClient.HiddenFieldsIn(kept));
        Answer complete = await pages.PostAsync(Add, [.. PageClient.HiddenFieldsIn(kept), ("Password", TestData.Password)]);

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
        Answer kept = await pages.PostAsync(path, [(PageClient.Token, token), .. target.FieldsOf("admin/users/{id:guid}")]);
        await pages.OpenSessionAsync(AdminPagesAccounts.Superuser);

        Answer answer = await pages.PostAsync(path, PageClient.HiddenFieldsIn(kept));

        string? name = await host.QueryAsync(context =>
            context.Users.Where(user => user.Id == target.User.Id).Select(user => user.FullName).SingleAsync());
        Assert.That((kept.Status, answer.Status, name), Is.EqualTo((401, 302, "Ada")));
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

        Answer answer = await SendAsync(pages, token);

        Assert.That((answer.Status, await CountAsync(host, "grace@example.com")), Is.EqualTo((302, 1)));
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
        Answer kept = await SendAsync(pages, token);
        await pages.OpenSessionAsync(AdminPagesAccounts.Staff);

        Answer answer = await pages.PostAsync(Add, [.. PageClient.HiddenFieldsIn(kept), ("Password", TestData.Password)]);

        Assert.That((answer.Status, await CountAsync(host, "grace@example.com")), Is.EqualTo((400, 0)));
    }

    // Another site has no cookie of the pages, so it cannot have its text shown on them.
    [Test]
    public async Task Form_WhenSentByAnotherSite_IsNotShownAgain()
    {
        using CleanAuthHost host = new();
        using PageClient stranger = new(host);

        Answer answer = await SendAsync(stranger, "forged");

        Assert.That((answer.Status, answer.Header("Location")), Is.EqualTo((302, "/admin/login/?returnUrl=%2Fadmin%2F")));
    }

    private static Task<Answer> SendAsync(PageClient pages, string token) => pages.PostAsync(
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
