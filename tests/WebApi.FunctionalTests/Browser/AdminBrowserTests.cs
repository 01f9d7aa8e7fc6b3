using System.Collections.Concurrent;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.TestSupport.Mail;
using CleanAuth.WebApi.FunctionalTests.AdminPages;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using MimeKit;

namespace CleanAuth.WebApi.FunctionalTests.Browser;

/// <summary>Staff use the pages of the admin in a real browser.</summary>
internal sealed class AdminBrowserTests
{
    private const string ScreenshotsVariable = "CLEANAUTH_SCREENSHOTS";

    // By default axe also reports the elements of other results, which takes most of its time.
    private static readonly HashSet<ResultType> OnlyViolations = [ResultType.Violations];

    private static readonly AxeRunOptions AllRules = new() { ResultTypes = OnlyViolations };

    private static readonly AxeRunOptions ContrastOnly = new()
    {
        RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] },
        ResultTypes = OnlyViolations,
    };

    [Test]
    public async Task Staff_WhenManagingAnAccount_CanFindChangeAndDeleteIt()
    {
        await using Chromium chromium = await Chromium.LaunchAsync();
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        IPage page = await OpenSessionAsync(chromium, host);

        await page.GotoAsync("/admin/users/add/");
        await page.GetByLabel("Email").FillAsync("grace@example.com");
        await page.GetByLabel("Username").FillAsync("grace");
        await page.GetByLabel("Password").FillAsync(TestData.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add user" }).ClickAsync();
        await page.GetByText("The account was added.").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Users" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Searchbox).FillAsync("gra");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "grace@example.com" }).ClickAsync();
        await page.GetByLabel("Full name").FillAsync("Grace Hopper");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("The account was changed.").WaitForAsync();
        string? fullName = await host.QueryAsync(context =>
            context.Users.Where(user => user.Username == "grace").Select(user => user.FullName).SingleAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete account" }).ClickAsync();
        await page.GetByText("The account was deleted.").WaitForAsync();

        Assert.That(fullName, Is.EqualTo("Grace Hopper"));
        Assert.That(await host.QueryAsync(context => context.Users.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task Staff_WhenTheirSessionEndsWhileTyping_CanSubmitAfterALoginInAnotherTab()
    {
        await using Chromium chromium = await Chromium.LaunchAsync();
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        IPage page = await OpenSessionAsync(chromium, host);
        await OpenAdaAsync(page);
        await page.GetByLabel("Full name").FillAsync("Ada King");
        await host.QueryAsync(
            context => context.Sessions.ExecuteUpdateAsync(row => row.SetProperty(session => session.EndedAt, host.Clock.GetUtcNow())));

        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        IPage tab = await page.Context.RunAndWaitForPageAsync(() =>
            page.GetByRole(AriaRole.Link, new() { Name = "Log in again in another tab" }).ClickAsync());
        await LogInToAdminAsync(tab, AdminPagesAccounts.Superuser);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send again" }).ClickAsync();
        await page.GetByText("The account was changed.").WaitForAsync();

        string? fullName = await host.QueryAsync(context =>
            context.Users.Where(user => user.Email == TestData.Email).Select(user => user.FullName).SingleAsync());
        Assert.That(fullName, Is.EqualTo("Ada King"));
    }

    [Test]
    public async Task Staff_WhenEndingASession_InvalidateItsTokens()
    {
        await using Chromium chromium = await Chromium.LaunchAsync();
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        int before = (await api.GetProfileAsync(session.Access)).Status;
        IPage page = await OpenSessionAsync(chromium, host);

        await page.GotoAsync("/admin/users/?q=ada");
        await page.GetByRole(AriaRole.Link, new() { Name = TestData.Email }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Sessions" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "End the session" }).ClickAsync();
        await page.GetByText("The session has ended.").WaitForAsync();

        ApiResponse after = await api.GetProfileAsync(session.Access);
        ApiResponse refreshed = await api.RefreshAsync(session.Refresh);
        await page.GotoAsync($"/admin/trace/?id={session.RefreshId}");
        string explanation = await page.Locator(".notice").InnerTextAsync();
        Assert.That((before, after.Status, refreshed.Status), Is.EqualTo((200, 401, 401)));
        Assert.That(explanation, Is.Not.Empty);
    }

    // Registering sends a link as well.
    [TestCase("Send verification link", "Verify your email address", 2)]
    [TestCase("Send password reset link", "Reset your password", 1)]
    public async Task Staff_WhenSendingALink_EmailItToTheOwner(string button, string subject, int count)
    {
        await using Chromium chromium = await Chromium.LaunchAsync();
        using RunningMailServer server = RunningMailServer.Start();
        using CleanAuthHost host = new(server.Settings);
        await host.AddSuperuserAsync();
        Target target = await Target.AddAsync(host);
        IPage page = await OpenSessionAsync(chromium, host);

        await page.GotoAsync($"/admin/users/{target.User.Id}/");
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await page.GetByText("The owner receives an email with the link.").WaitForAsync();

        MimeMessage[] messages = await Poll.UntilAsync(
            () => Task.FromResult(server.ReadMessages().Where(message => message.Subject == subject).ToArray()),
            found => found.Length >= count);
        Assert.That(messages, Has.Length.EqualTo(count));
        Assert.That(messages.Select(message => $"{message.To}"), Is.All.EqualTo(target.User.Email));
        Assert.That(messages.Select(message => message.TextBody), Is.All.Contains("#token="));
        Assert.That(await page.ContentAsync(), Does.Not.Contain("#token="));
    }

    [Test]
    public async Task Staff_WhenDeactivatingADeletedAccount_PreventItsRestoration()
    {
        await using Chromium chromium = await Chromium.LaunchAsync();
        using CleanAuthHost host = new(("Accounts:DeletionGrace", "14.00:00:00"));
        await host.AddSuperuserAsync();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.VerifyEmailAsync(await new Mailbox(host).LatestTokenAsync(EmailKind.VerifyEmail));
        await api.DeleteAccountAsync(session.Access);
        string token = await new Mailbox(host).LatestTokenAsync(EmailKind.AccountDeleted);
        IPage page = await OpenSessionAsync(chromium, host);

        await OpenAdaAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Prevent restoring" }).ClickAsync();
        await page.GetByText("The account was deactivated").WaitForAsync();

        Assert.That(await page.GetByRole(AriaRole.Button, new() { Name = "Prevent restoring" }).CountAsync(), Is.Zero);
        Assert.That((await api.RestoreAccountAsync(token)).Status, Is.EqualTo(400));
        Assert.That(
            await host.QueryAsync(context => context.Users.AnyAsync(user => user.Email == TestData.Email && !user.IsActive)),
            Is.True);
    }

    [Test]
    public async Task UsersPage_WhenAllAreSelected_DeactivatesThem()
    {
        await using Chromium chromium = await Chromium.LaunchAsync();
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        await api.RegisterAsync("bob@example.com", "bob");
        IPage page = await OpenSessionAsync(chromium, host);

        await page.GotoAsync("/admin/users/?superuser=false");
        await page.GetByLabel("Select all").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Deactivate" }).ClickAsync();
        await page.GetByText("Applied to 2 accounts.").WaitForAsync();

        string[] active = await host.QueryAsync(context =>
            context.Users.Where(user => user.IsActive).Select(user => user.Username).ToArrayAsync());
        Assert.That(active, Is.EqualTo(new[] { "root" }));
    }

    [Test]
    public async Task Staff_WhenTheyMayOnlyRead_SeeNoOtherAction()
    {
        await using Chromium chromium = await Chromium.LaunchAsync();
        using CleanAuthHost host = new();
        await host.AddStaffAsync();
        using Api api = new(host.Connect());
        await api.RegisterAndLogInAsync();
        IPage page = await OpenSessionAsync(chromium, host, AdminPagesAccounts.Staff);

        await page.GotoAsync("/admin/users/?q=ada");
        int ticks = await page.Locator("input[type=checkbox]").CountAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = TestData.Email }).ClickAsync();
        string[] buttons = [.. await page.Locator("main button, main [role=button]").AllInnerTextsAsync()];

        IResponse? refused = await page.GotoAsync("/admin/users/add/");
        Assert.That(ticks, Is.Zero);
        Assert.That(buttons, Is.Empty);
        Assert.That(refused!.Status, Is.EqualTo(403));
    }

    [Test]
    public async Task Form_WhenSentByAnotherSite_IsRefused()
    {
        await using Chromium chromium = await Chromium.LaunchAsync();
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        IPage page = await OpenSessionAsync(chromium, host);

        // The same browser with the same cookies, on a page of another site.
        await page.SetContentAsync($"<form method='post' action='{host.BaseAddress}admin/logout/'><button>Win a prize</button></form>");
        IResponse logout = await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button).ClickAsync(),
            response => response.Url.EndsWith("/admin/logout/", StringComparison.Ordinal));
        IResponse? still = await page.GotoAsync("/admin/users/");

        Assert.That(logout.Status, Is.AnyOf(302, 400));
        Assert.That((still!.Status, new Uri(page.Url).AbsolutePath), Is.EqualTo((200, "/admin/users/")));
    }

    [Test]
    public async Task Form_WhenTwoChangeTheSameAccount_ShowsTheInputAgain()
    {
        await using Chromium chromium = await Chromium.LaunchAsync();
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        IPage page = await OpenSessionAsync(chromium, host);
        await OpenAdaAsync(page);
        await api.UpdateProfileAsync(session.Access, """{"bio":"theirs"}""");

        await page.GetByLabel("Full name").FillAsync("Ada Lovelace");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Someone else has changed this since you opened it.").WaitForAsync();
        string typed = await page.GetByLabel("Full name").InputValueAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await page.GetByText("The account was changed.").WaitForAsync();
        Assert.That(typed, Is.EqualTo("Ada Lovelace"));
    }

    [Test]
    public async Task Form_WhenAFieldIsInvalid_ShowsItBeforeSending()
    {
        await using Chromium chromium = await Chromium.LaunchAsync();
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        IPage page = await OpenSessionAsync(chromium, host);
        await page.GotoAsync("/admin/users/add/");
        List<string> posts = [];
        page.Request += (_, request) => posts.Add(request.Method);

        await page.GetByLabel("Email").FillAsync("no address");
        await page.GetByLabel("Password").FillAsync("short");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add user" }).ClickAsync();
        await page.GetByText("Enter a valid email address.").WaitForAsync();

        await page.GetByText("Ensure this field has at least 8 characters.").WaitForAsync();
        Assert.That(posts, Has.None.EqualTo("POST"));
    }

    [Test]
    public async Task Staff_WhenUsingOnlyTheKeyboard_CanLogInAndOpenAnAccount()
    {
        await using Chromium chromium = await Chromium.LaunchAsync();
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        IPage page = await OpenAsync(chromium, host);

        // The first field has the focus from the start.
        await page.GotoAsync("/admin/login/");
        await page.Keyboard.TypeAsync(AdminPagesAccounts.Superuser);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(TestData.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/admin/");
        await page.GotoAsync("/admin/users/");
        await page.Keyboard.PressAsync("Tab");
        string first = await FocusedTextAsync(page);
        await page.Keyboard.PressAsync("Enter");
        for (int step = 0; step < 20 && await FocusedTextAsync(page) != AdminPagesAccounts.Superuser; step++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/admin/users/*/");
        Assert.That(first, Is.EqualTo("Skip to the content"));
    }

    [Test]
    public async Task EveryPage_WhenScanned_IsAccessibleAndViolatesNoPolicy()
    {
        await using Chromium chromium = await Chromium.LaunchAsync();
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        await FillAsync(host);
        Target target = await Target.AddAsync(host, "dorothy.vaughan");
        IPage page = await OpenAsync(chromium, host);
        ConcurrentQueue<string> complaints = [];
        page.Console += (_, message) => complaints.Enqueue($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => complaints.Enqueue(error);
        string[] expected = ["verbose: ", "error: Failed to load resource: the server responded with a status of 40"];
        List<string> findings = [];

        await ScanAsync(page, "/admin/login/", "login", findings);
        await LogInToAdminAsync(page, AdminPagesAccounts.Superuser);
        foreach ((string name, string path) in PagesOf(target))
        {
            await ScanAsync(page, path, name, findings);
        }

        await page.GotoAsync("/admin/users/add/");
        await page.EvaluateAsync("document.querySelector('main form').noValidate = true");
        await page.Locator("main form").EvaluateAsync("form => HTMLFormElement.prototype.submit.call(form)");
        await page.GetByText("Your changes were not saved.").WaitForAsync();
        await ScanAsync(page, path: null, "wrong", findings);

        // After an old login the forms require a password. It is missing here, and staff have set that of the account.
        await host.QueryAsync(
            context => context.Users.ExecuteUpdateAsync(row => row.SetProperty(user => user.PasswordSetBy, Guid.NewGuid())));
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        string[] withPassword = ["users", "add", "user", "rights", "password", "delete", "group", "group-delete"];
        foreach ((string name, string path) in PagesOf(target).Where(item => withPassword.Contains(item.Name)))
        {
            await ScanAsync(page, path, $"{name}-old-login", findings);
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete the group" }).ClickAsync();
        await page.GetByText("Your changes were not saved.").WaitForAsync();
        await ScanAsync(page, path: null, "refused", findings);

        Assert.That(findings, Is.Empty);
        Assert.That(complaints.Where(line => !expected.Any(beginning => line.StartsWith(beginning, StringComparison.Ordinal))), Is.Empty);
    }

    private static (string Name, string Path)[] PagesOf(Target target) =>
    [
        ("overview", "/admin/"),
        ("users", "/admin/users/"),
        ("none", "/admin/users/?q=nobody"),
        ("add", "/admin/users/add/"),
        ("user", $"/admin/users/{target.User.Id}/"),
        ("rights", $"/admin/users/{target.User.Id}/rights/"),
        ("password", $"/admin/users/{target.User.Id}/password/"),
        ("delete", $"/admin/users/{target.User.Id}/delete/"),
        ("sessions", $"/admin/users/{target.User.Id}/sessions/"),
        ("tokens", $"/admin/users/{target.User.Id}/tokens/"),
        ("trace", $"/admin/trace/?id={target.TokenId}"),
        ("events", "/admin/events/"),
        ("groups", "/admin/groups/"),
        ("group", $"/admin/groups/{target.Group.Id}/"),
        ("group-delete", $"/admin/groups/{target.Group.Id}/delete/"),
        ("missing", "/admin/nowhere/"),
    ];

    private static async Task ScanAsync(IPage page, string? path, string name, List<string> findings)
    {
        if (path is not null)
        {
            await page.GotoAsync(path);
        }

        await ScanAsync(page, name, AllRules, findings);

        // The colour scheme and the width change only the colours and the layout.
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await page.SetViewportSizeAsync(390, 800);
        await ScanAsync(page, $"{name}-dark-narrow", ContrastOnly, findings);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(1280, 800);
    }

    private static async Task ScanAsync(IPage page, string name, AxeRunOptions options, List<string> findings)
    {
        if (Environment.GetEnvironmentVariable(ScreenshotsVariable) is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
        }

        AxeResult result = await page.RunAxe(options);
        findings.AddRange(
            from violation in result.Violations
            from node in violation.Nodes
            select $"{name}: {violation.Id}: {node.Html}");
        if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
        {
            findings.Add($"{name}: is wider than the window");
        }
    }

    private static async Task FillAsync(CleanAuthHost host)
    {
        using Api api = new(host.Connect());
        string[] names = ["ada.lovelace", "alan.turing", "barbara.liskov", "edsger.dijkstra", "grace.hopper", "katherine.johnson", "margaret.hamilton", "tony.hoare"];
        foreach (string name in names)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(7));
            await api.RegisterAndLogInAsync($"{name}@example.com", name);
        }

        await api.LogInAsync("alan.turing@example.com", "wrong horse battery staple");
        await host.QueryAsync(async context =>
        {
            User user = await context.Users.SingleAsync(row => row.Username == "tony.hoare");
            user.Deactivate(host.Clock.GetUtcNow());
            User staff = await context.Users.SingleAsync(row => row.Username == "grace.hopper");
            staff.GrantStaff(host.Clock.GetUtcNow());
            context.Groups.Add(
                Group.Create("Support", PermissionSet.Create([Permissions.SetPassword, Permissions.EndSession]), host.Clock.GetUtcNow()));
            return await context.SaveChangesAsync();
        });
    }

    private static async Task OpenAdaAsync(IPage page)
    {
        await page.GotoAsync("/admin/users/?q=ada");
        await page.GetByRole(AriaRole.Link, new() { Name = TestData.Email }).ClickAsync();
    }

    private static Task<string> FocusedTextAsync(IPage page) => page.EvaluateAsync<string>("document.activeElement.textContent.trim()");

    private static async Task<IPage> OpenAsync(Chromium chromium, CleanAuthHost host)
    {
        using HttpClient client = host.Connect();
        return await chromium.OpenPageAsync(client.BaseAddress!);
    }

    private static async Task<IPage> OpenSessionAsync(Chromium chromium, CleanAuthHost host, string email = AdminPagesAccounts.Superuser)
    {
        IPage page = await OpenAsync(chromium, host);
        await page.GotoAsync("/admin/login/");
        await LogInToAdminAsync(page, email);
        return page;
    }

    private static async Task LogInToAdminAsync(IPage page, string email)
    {
        await page.GetByLabel("Email").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(TestData.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await page.WaitForURLAsync("**/admin/");
    }
}
