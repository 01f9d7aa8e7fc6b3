using System.Text.Json;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Admin;

/// <summary>Bulk updates of accounts, and the export of all accounts.</summary>
internal sealed class BulkUpdateAndExportUsersTests
{
    private const string Names = "id,email,username,full_name,is_active,is_staff,is_superuser,created_at,last_login_at";

    [Test]
    public async Task BulkUpdateUsers_WhenSomeAccountsAreRefused_UpdatesTheOthers()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ClientTokens ann = await api.RegisterOrdinaryUserAsync("ann");
        Guid unknown = Guid.NewGuid();

        ApiResponse response = await BulkAsync(api, root, "deactivate", root.UserIdOf(), ann.UserIdOf(), unknown);

        Assert.That(
            response.ToString(),
            Is.EqualTo(
                $$"""200 {"done":["{{ann.UserIdOf()}}"],"refused":[{"id":"{{root.UserIdOf()}}","detail":"This is the last active superuser. Grant superuser rights to another account first."},{"id":"{{unknown}}","detail":"Not found."}]}"""));
        Assert.That((await api.GetProfileAsync(ann.Access)).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task BulkUpdateUsers_WhenSessionsEnd_RefusesTheirTokensOnEveryInstance()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens staff = await api.RegisterStaffAsync(host, "staff", Permissions.EndSession);
        ClientTokens ann = await api.RegisterOrdinaryUserAsync("ann");
        ClientTokens again = await api.OpenSessionAsync("ann@example.com");

        ApiResponse response = await BulkAsync(api, staff, "end_sessions", ann.UserIdOf());

        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That((await api.GetProfileAsync(ann.Access)).Status, Is.EqualTo(401));
        Assert.That((await api.RefreshAsync(again.Refresh)).Status, Is.EqualTo(401));
    }

    [TestCase("""{"action":7,"user_ids":[]}""", """{"action":["Not a valid choice. Use deactivate, activate or end_sessions."],"user_ids":["This list may not be empty."]}""")]
    [TestCase("""{"user_ids":["x"]}""", """{"user_ids":["Must be a valid UUID."]}""")]
    [TestCase("{}", """{"action":["This field is required."],"user_ids":["This field is required."]}""")]
    public async Task BulkUpdateUsers_WhenInputIsInvalid_ReturnsItsMessages(string json, string errors)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);

        ApiResponse response = await api.SendAsync(HttpMethod.Post, "/api/admin/users/bulk/", json, root.Access);

        Assert.That(response.ToString(), Is.EqualTo($$"""400 {"errors":{{errors}}}"""));
    }

    [Test]
    public async Task BulkUpdateUsers_WhenAccountsAreDeletedMeanwhile_ReturnsAResultForEach()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        List<Guid> ids = [];
        for (int number = 0; number < 12; number++)
        {
            ids.Add((await api.RegisterOrdinaryUserAsync($"user{number}")).UserIdOf());
        }

        Task<ApiResponse> bulk = BulkAsync(api, root, "deactivate", [.. ids]);
        ApiResponse[] deletions = await Task.WhenAll(ids.AsEnumerable().Reverse().Select(id =>
            api.SendIfMatchAsync("DELETE", $"/api/admin/users/{id}/", root)));

        ApiResponse response = await bulk;
        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(response.Json["done"]!.AsArray().Count + response.Json["refused"]!.AsArray().Count, Is.EqualTo(ids.Count));
        Assert.That(deletions.Select(deletion => deletion.Status), Has.All.EqualTo(204));
    }

    [Test]
    public async Task ExportUsers_WhenRead_IsAFileWithoutSecrets()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        string now = $"{host.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss}Z";

        ApiResponse response = await ExportAsync(api, root);

        SecurityEvent added = await host.QueryAsync(context =>
            context.SecurityEvents.SingleAsync(row => row.Kind == SecurityEventKind.UsersExported));
        Assert.That(response.Body, Is.EqualTo($"{Names}\r\n{root.UserIdOf()},root@example.com,root,,true,true,true,{now},{now}\r\n"));
        Assert.That(
            (response.Header("Content-Type"), response.Header("Content-Disposition"), response.Header("Cache-Control")),
            Is.EqualTo(("text/csv; charset=utf-8", "attachment; filename=\"users.csv\"", "no-store")));
        Assert.That(
            (added.ActorId, added.UserId),
            Is.EqualTo(((Guid?)root.UserIdOf(), (Guid?)null)),
            "An event of no account stays when the account of the actor is deleted.");
    }

    [TestCase("=1+1", "\"'=1+1\"")]
    [TestCase("+1", "\"'+1\"")]
    [TestCase("-1", "\"'-1\"")]
    [TestCase("@SUM(1)", "\"'@SUM(1)\"")]
    [TestCase("＝1+1", "\"'＝1+1\"")]
    [TestCase("=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\"")]
    [TestCase("=1,2", "\"'=1,2\"")]
    [TestCase("=\"a\"", "\"'=\"\"a\"\"\"")]
    [TestCase("a;=1", "a;'=1")]
    [TestCase("a; +1", "a;' +1")]
    [TestCase("a;b", "a;b")]
    [TestCase("a,b", "\"a,b\"")]
    [TestCase("a\"b", "\"a\"\"b\"")]
    [TestCase("a\r=1", "\"a\r=1\"")]
    [TestCase("a\nb", "\"a\nb\"")]
    [TestCase("Ærø 🦄", "Ærø 🦄")]
    [TestCase("a\t=1", "a\t'=1")]
    [TestCase("a;\t \t@b;c", "a;'\t' \t'@b;c")]
    public async Task ExportUsers_WhenTextCouldBeAFormula_IsEscaped(string fullName, string field)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ClientTokens ann = await api.RegisterAndLogInAsync("ann@example.com", "ann");
        await api.UpdateProfileAsync(ann.Access, JsonSerializer.Serialize(new { full_name = fullName }));

        ApiResponse response = await ExportAsync(api, root, "?q=ann");

        Assert.That(response.Body, Does.Contain($",ann@example.com,ann,{field},true,"));
    }

    [Test]
    public async Task ExportUsers_WhenFiltered_ContainsOnlyTheMatches()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        await api.RegisterOrdinaryUserAsync("ann");

        ApiResponse staff = await ExportAsync(api, root, "?is_staff=true");
        ApiResponse invalid = await ExportAsync(api, root, "?is_staff=perhaps");

        Assert.That(staff.Body, Does.Contain("root@example.com").And.Not.Contain("ann@example.com"));
        Assert.That(invalid.ToString(), Is.EqualTo("""400 {"errors":{"is_staff":["Not a valid value."]}}"""));
    }

    private static Task<ApiResponse> BulkAsync(Api api, ClientTokens caller, string action, params Guid[] ids) => api.SendAsync(
        HttpMethod.Post, "/api/admin/users/bulk/", JsonSerializer.Serialize(new { action, user_ids = ids }), caller.Access);

    private static Task<ApiResponse> ExportAsync(Api api, ClientTokens caller, string query = "") =>
        api.SendAsync(HttpMethod.Get, $"/api/admin/users/export/{query}", access: caller.Access);
}
