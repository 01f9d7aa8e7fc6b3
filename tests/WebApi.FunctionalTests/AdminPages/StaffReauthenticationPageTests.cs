namespace CleanAuth.WebApi.FunctionalTests.AdminPages;

/// <summary>
/// If the login is old, the forms for rights, passwords, addresses and deletions require the current password of the caller.
/// </summary>
internal sealed class StaffReauthenticationPageTests
{
    private const string Field = "name=\"CurrentPassword\"";
    private const string Needed = "Enter your password: your login is not recent.";

    private static readonly string[] Forms =
    [
        "admin/users/add", "admin/users/{id:guid}", "admin/users/{id:guid}/rights", "admin/users/{id:guid}/password",
        "admin/users/{id:guid}/delete", "admin/groups/add", "admin/groups/{id:guid}", "admin/groups/{id:guid}/delete",
    ];

    [TestCaseSource(nameof(Forms))]
    public async Task Form_WhenTheLoginIsOld_RequiresThePassword(string path)
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        Target target = await Target.AddAsync(host);
        using PageClient pages = await host.LogInToAdminAsync();
        string page = $"/{target.Fill(path)}/";
        (string Name, string Value)[] fields = [.. target.FieldsOf(path).Select(field => field.Name == "Email" ? ("Email", $"other-{field.Value}") : field)];
        ApiResponse fresh = await pages.GetAsync(page);

        host.Clock.Advance(TimeSpan.FromMinutes(5));
        ApiResponse old = await pages.GetAsync(page);
        ApiResponse refused = await pages.SubmitAsync(page, page, fields);
        ApiResponse wrong = await pages.SubmitAsync(page, page, [.. fields, ("CurrentPassword", "wrong")]);
        ApiResponse done = await pages.SubmitAsync(page, page, [.. fields, ("CurrentPassword", TestData.Password)]);

        Assert.Multiple(() =>
        {
            Assert.That(fresh.Body, Does.Not.Contain(Field));
            Assert.That(old.Body, Does.Contain(Field));
            Assert.That((refused.Status, wrong.Status, done.Status), Is.EqualTo((403, 400, 302)));
            Assert.That(refused.Body, Does.Contain(Needed).And.Contain(Field));
            Assert.That(wrong.Body, Does.Contain("This is not the current password.").And.Not.Contain("value=\"wrong\""));
        });
    }

    [Test]
    public async Task Form_WhenRefused_KeepsTheInputExceptPasswords()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(5));

        ApiResponse refused = await pages.SubmitAsync(
            "/admin/users/add/", "/admin/users/add/", ("Email", "ada@example.com"), ("Username", "countess"), ("Password", "correct horse battery"), ("CurrentPassword", "guessed"));

        Assert.That(refused.Body, Does.Contain("value=\"countess\"").And.Contain("value=\"ada@example.com\""));
        Assert.That(refused.Body, Does.Not.Contain("correct horse battery").And.Not.Contain("guessed"));
    }

    [Test]
    public async Task ExportPage_WhenTheLoginIsOld_RedirectsToTheLogin()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        using PageClient pages = await host.LogInToAdminAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(5));

        ApiResponse list = await pages.GetAsync("/admin/users/");
        ApiResponse refused = await pages.SubmitAsync("/admin/users/add/", "/admin/users/export/");
        ApiResponse login = await pages.OpenSessionAsync(AdminPagesAccounts.Superuser, returnUrl: "/admin/users/");
        ApiResponse allowed = await pages.SubmitAsync("/admin/users/", "/admin/users/export/");

        Assert.That(list.Body, Does.Contain("Log in again to export").And.Not.Contain("action=\"/admin/users/export/\""));
        Assert.That((refused.Status, refused.IsPage(), login.Status, allowed.Status), Is.EqualTo((403, true, 302, 200)));
    }

    [Test]
    public async Task UserForm_WhenTheAddressIsUnchanged_RequiresNoPassword()
    {
        using CleanAuthHost host = new();
        await host.AddSuperuserAsync();
        Target target = await Target.AddAsync(host);
        using PageClient pages = await host.LogInToAdminAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(5));
        string page = $"/admin/users/{target.User.Id}/";

        ApiResponse done = await pages.SubmitAsync(page, page, target.FieldsOf("admin/users/{id:guid}"));

        Assert.That(done.Status, Is.EqualTo(302));
    }
}
