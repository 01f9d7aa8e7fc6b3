using System.Net;
using System.Text.RegularExpressions;
using CleanAuth.Domain.Accounts;
using CleanAuth.WebApi.FunctionalTests.Admin;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.AdminPages;

/// <summary>The forms for accounts: their effects and their messages.</summary>
internal sealed partial class ManageUsersPageTests
{
    [Test]
    public async Task ChangeUserPage_WhenAnotherChangeWasFirst_ShowsTheInputAndSavesItTheSecondTime()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        Target target = await Target.AddAsync(host);
        using PageClient pages = await host.LogInToAdminAsync();
        string path = $"/admin/users/{target.User.Id}/";

        ApiResponse first = await ChangeAsync(pages, path, target, "0", "Ada Lovelace");
        ApiResponse second = await ChangeAsync(pages, path, target, Version().Match(first.Body).Groups[1].Value, "Ada Lovelace");

        Assert.That(first.Status, Is.EqualTo(412));
        Assert.That(first.Body, Does.Contain("Someone else has changed this since you opened it.").And.Contain("value=\"Ada Lovelace\""));
        Assert.That((second.Status, await FullNameAsync(host, target)), Is.EqualTo((302, "Ada Lovelace")));
    }

    // A validation error must not hide that another member of staff changed the account first.
    [Test]
    public async Task ChangeUserPage_WhenAFieldIsInvalid_KeepsTheVersionThatWasRead()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        Target target = await Target.AddAsync(host);
        using PageClient pages = await host.LogInToAdminAsync();

        ApiResponse response = await pages.SubmitAsync(
            "/admin/users/add/",
            $"/admin/users/{target.User.Id}/",
            ("Version", "0"), ("Email", "no address"), ("Username", ""));

        Assert.That((response.Status, Version().Match(response.Body).Groups[1].Value), Is.EqualTo((400, "0")));
        Assert.That(response.Body, Does.Contain("Enter a valid email address.").And.Contain("This field may not be blank."));
        Assert.That(response.Body, Does.Match("<input[^>]* id=\"Email\"[^>]*aria-invalid=\"true\"[^>]*aria-describedby=\"Email-error\""));
    }

    // Form encoding makes a text longer than JSON does.
    [Test]
    public async Task ChangeUserPage_WhenTheBioHasTheMaximumLengthOfTheApi_IsSaved()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        Target target = await Target.AddAsync(host);
        using PageClient pages = await host.LogInToAdminAsync();
        string bio = string.Concat(Enumerable.Repeat("ä", 32_000));

        ApiResponse response = await pages.SubmitAsync(
            "/admin/users/add/",
            $"/admin/users/{target.User.Id}/",
            ("Version", EntityVersion.Of(target.User.UpdatedAt)), ("Email", target.User.Email), ("Username", target.User.Username), ("Bio", bio));

        Assert.That(response.Status, Is.EqualTo(302));
        Assert.That(
            await host.QueryAsync(context => context.Users.Where(user => user.Id == target.User.Id).Select(user => user.Bio).SingleAsync()),
            Is.EqualTo(bio));
    }

    // The use case checks more rules than the form.
    [TestCase("root@example.com", "fresh", TestData.Password, "user with this email already exists.")]
    [TestCase("fresh@example.com", "ROOT", TestData.Password, "user with this username already exists.")]
    [TestCase("fresh@example..com", "fresh", TestData.Password, "Enter a valid email address.")]
    [TestCase("fresh@example.com", "fresh", "password123", "This password is too common.")]
    [TestCase("fresh@example.com", "fresh", "short", "Ensure this field has at least 8 characters.")]
    [TestCase("", "fresh", TestData.Password, "This field may not be blank.")]
    public async Task AddUserPage_WhenInputBreaksARule_ShowsTheMessageAtTheField(
        string email, string username, string password, string message)
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();

        ApiResponse response = await AddAsync(pages, email, username, password);

        Assert.That(response.Status, Is.EqualTo(400));
        Assert.That(response.Body, Does.Match($"class=\"wrong field-validation-error\"[^>]*>{Regex.Escape(message)}<"));
        Assert.That(response.Body, Does.Not.Contain(TestData.Password));
        Assert.That(await host.QueryAsync(context => context.Users.CountAsync()), Is.EqualTo(1));
    }

    [TestCase("<script>alert(1)</script>")]
    [TestCase("\"><img src=x>")]
    [TestCase("' onfocus='alert(1)")]
    public async Task Pages_WhenANameContainsMarkup_EncodeIt(string username)
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();
        string location = (await AddAsync(pages, "fresh@example.com", username, TestData.Password)).Header("Location")!;

        string[] bodies = [(await pages.GetAsync("/admin/users/")).Body, (await pages.GetAsync(location)).Body];

        Assert.That(bodies, Is.All.Not.Contains(username));
        Assert.That(bodies.Select(WebUtility.HtmlDecode), Is.All.Contains(username), "The name is not on the page.");
    }

    [Test]
    public async Task AddUserPage_WhenAFieldDoesNotBelongToTheForm_IgnoresIt()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();

        await pages.SubmitAsync(
            "/admin/users/add/",
            "/admin/users/add/",
            ("Email", "fresh@example.com"), ("Username", "fresh"), ("Password", TestData.Password), ("IsStaff", "true"), ("IsSuperuser", "true"));

        User added = await host.QueryAsync(context => context.Users.SingleAsync(user => user.Username == "fresh"));
        Assert.That((added.IsStaff, added.IsSuperuser), Is.EqualTo((false, false)));
    }

    [TestCase("deactivate")]
    [TestCase("delete")]
    public async Task DeactivateUserPage_WhenTheTargetIsTheLastSuperuser_ShowsAMessage(string action)
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();
        User root = await host.QueryAsync(context => context.Users.SingleAsync());

        ApiResponse response = await pages.SubmitAsync(
            "/admin/users/add/",
            $"/admin/users/{root.Id}/{action}/",
            ("Version", EntityVersion.Of(root.UpdatedAt)));

        Assert.That(response.Status, Is.EqualTo(409));
        Assert.That(response.Body, Does.Contain("This is the last active superuser. Grant superuser rights to another account first."));
    }

    [Test]
    public async Task BulkUpdatePage_WhenOneIsRefused_ShowsNumberAndReason()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        Target target = await Target.AddAsync(host);
        using PageClient pages = await host.LogInToAdminAsync();
        Guid root = await host.QueryAsync(context => context.Users.Where(user => user.IsSuperuser).Select(user => user.Id).SingleAsync());

        ApiResponse response = await pages.SubmitAsync(
            "/admin/users/",
            "/admin/users/bulk/",
            ("Act", "deactivate"), ("Ids", $"{target.User.Id}"), ("Ids", $"{root}"), ("Back", "/admin/users/?staff=true"));

        ApiResponse list = await pages.GetAsync(response.Header("Location")!);
        ApiResponse again = await pages.GetAsync("/admin/users/");
        Assert.That(response.Header("Location"), Is.EqualTo("/admin/users/?staff=true"));
        Assert.That(list.Body, Does.Contain("Applied to 1 account, refused for 1: This is the last active superuser."));
        Assert.That(again.Body, Does.Not.Contain("Applied to"));
    }

    [Test]
    public async Task BulkUpdatePage_WhenTheReturnUrlIsOnAnotherSite_RedirectsToTheList()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();

        ApiResponse response = await pages.SubmitAsync(
            "/admin/users/", "/admin/users/bulk/", ("Act", "activate"), ("Back", "//evil.example/"));

        Assert.That(response.Header("Location"), Is.EqualTo("/admin/"));
    }

    [Test]
    public async Task ExportPage_WhenCalled_ReturnsAFileOfTheListedUsers()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        await host.AddStaffAsync();
        using PageClient pages = await host.LogInToAdminAsync();

        ApiResponse response = await pages.SubmitAsync(
            "/admin/users/", "/admin/users/export/", ("Q", "sam"), ("Active", "True"), ("Staff", ""));

        Assert.That((response.Status, response.Header("Content-Disposition")), Is.EqualTo((200, "attachment; filename=\"users.csv\"")));
        Assert.That(response.Body, Does.Contain("sam@example.com").And.Not.Contain("root@example.com"));
    }

    // Without this mark, Excel reads a file in the code page of the machine. The file of the API is for other programs.
    [Test]
    public async Task ExportPage_WhenForExcel_StartsWithAByteOrderMark()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();
        using Api api = new(host.Connect());
        ClientTokens root = await api.OpenSessionAsync(AdminPagesAccounts.Superuser);
        using HttpClient client = host.Connect();
        client.DefaultRequestHeaders.Authorization = new("Bearer", root.Access);

        byte[] ofPages = await pages.SubmitForBytesAsync("/admin/users/", "/admin/users/export/");
        byte[] ofApi = await client.GetByteArrayAsync("/api/admin/users/export/");

        Assert.That(ofPages[..5], Is.EqualTo("\uFEFFid"u8.ToArray()));
        Assert.That(ofApi[..2], Is.EqualTo("id"u8.ToArray()));
    }

    [Test]
    public async Task EventsPage_WhenShown_HasAddressesBesideTheIds()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();
        Target target = await Target.AddAsync(host);
        await pages.SubmitAsync("/admin/users/", $"/admin/users/{target.User.Id}/deactivate/");

        ApiResponse all = await pages.GetAsync("/admin/events/");
        ApiResponse found = await pages.GetAsync(
            $"/admin/events/?user={Uri.EscapeDataString($" {target.User.Email.ToUpperInvariant()} ")}");
        ApiResponse none = await pages.GetAsync("/admin/events/?user=nobody@example.com");

        Assert.That(all.Body, Does.Match($"<bdi>{target.User.Email}</bdi>\\s*<code>{$"{target.User.Id:n}"[^12..]}</code>").And.Contain($"<bdi>{AdminPagesAccounts.Superuser}</bdi>"));
        Assert.That(found.Body, Does.Contain($"<bdi>{target.User.Email}</bdi>").And.Contain("deactivated"));
        Assert.That(none.Body, Does.Contain("There are no events."));
    }

    [Test]
    public async Task UsersPage_WhenFiltered_PassesItsFiltersToTheExport()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();

        ApiResponse list = await pages.GetAsync("/admin/users/?q=sam&active=true&staff=false");

        Assert.That(
            list.Body,
            Does.Contain("""<input type="hidden" name="Q" value="sam">""")
                .And.Contain("""<input type="hidden" name="Active" value="true">""")
                .And.Contain("""<input type="hidden" name="Staff" value="false">"""));
    }

    [Test]
    public async Task ExportPage_WhenAFilterIsInvalid_IsRefused()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();

        ApiResponse response = await pages.SubmitAsync("/admin/users/", "/admin/users/export/", ("Staff", "perhaps"));

        Assert.That((response.Status, response.Body.Contains("root@example.com", StringComparison.Ordinal)), Is.EqualTo((400, false)));
    }

    [TestCase("/admin/users/?cursor=x", 400)]
    [TestCase("/admin/users/?ordering=password_hash", 400)]
    [TestCase("/admin/users/?q=%00", 400)]
    [TestCase("/admin/events/?kind=nothing", 400)]
    [TestCase("/admin/events/?since=yesterday", 400)]
    [TestCase("/admin/events/?cursor=99999999999999999999", 400)]
    [TestCase("/admin/events/?user=x", 200)]
    [TestCase("/admin/events/?user=%00", 400)]
    [TestCase("/admin/events/?user=a%00@example.com", 400)]
    [TestCase("/admin/trace/?id=x", 400)]
    [TestCase("/admin/trace/?id=00000000-0000-0000-0000-000000000000", 404)]
    [TestCase("/admin/users/00000000-0000-0000-0000-000000000000/", 404)]
    [TestCase("/admin/groups/00000000-0000-0000-0000-000000000000/", 404)]
    [TestCase("/admin/users/x/", 404)]
    public async Task Url_WhenUnknown_ReturnsAnErrorPage(string path, int status)
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();

        ApiResponse response = await pages.GetAsync(path);

        Assert.That((response.Status, response.Header("Content-Type")), Is.EqualTo((status, "text/html; charset=utf-8")));
    }

    [Test]
    public async Task RightsPage_WhenRightsAreGranted_TheyTakeEffectAtTheNextLogin()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        await host.AddStaffAsync();
        using PageClient pages = await host.LogInToAdminAsync();
        using PageClient staff = await host.LogInToAdminAsync(AdminPagesAccounts.Staff);
        await host.VerifyEmailInDatabaseAsync(
            await host.QueryAsync(context => context.Users.Where(user => user.Username == "sam").Select(user => user.Id).SingleAsync()));
        User sam = await host.QueryAsync(context => context.Users.SingleAsync(user => user.Username == "sam"));
        int before = (await staff.GetAsync("/admin/users/add/")).Status;

        await pages.SubmitAsync(
            "/admin/users/add/",
            $"/admin/users/{sam.Id}/rights/",
            ("Version", EntityVersion.Of(sam.UpdatedAt)), ("IsStaff", "true"), ("UserPermissions", Permissions.AddUser));

        int ended = (await staff.GetAsync("/admin/users/add/")).Status;
        using PageClient again = await host.LogInToAdminAsync(AdminPagesAccounts.Staff);
        Assert.That((before, ended, (await again.GetAsync("/admin/users/add/")).Status), Is.EqualTo((403, 302, 200)));
    }

    private static Task<ApiResponse> AddAsync(PageClient pages, string email, string username, string password) => pages.SubmitAsync(
        "/admin/users/add/",
        "/admin/users/add/",
        ("Email", email), ("Username", username), ("Password", password));

    private static Task<ApiResponse> ChangeAsync(PageClient pages, string path, Target target, string version, string fullName) => pages.SubmitAsync(
        "/admin/users/add/",
        path,
        ("Version", version), ("Email", target.User.Email), ("Username", target.User.Username), ("FullName", fullName));

    private static Task<string?> FullNameAsync(CleanAuthHost host, Target target) => host.QueryAsync(context =>
        context.Users.Where(user => user.Id == target.User.Id).Select(user => user.FullName).SingleAsync());

    [GeneratedRegex("name=\"Version\" value=\"([^\"]*)\"")]
    private static partial Regex Version();
}
