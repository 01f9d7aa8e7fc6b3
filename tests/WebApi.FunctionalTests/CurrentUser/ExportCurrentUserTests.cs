using System.Text.Json.Nodes;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Login;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.CurrentUser;

internal sealed class ExportCurrentUserTests
{
    private const string Bio = "<b>\"I\" & you</b>\r\n\u2028=1+1 \ud83e\udd80";

    [Test]
    public async Task ExportCurrentUser_WhenCalled_ReturnsAllDataOfTheCallerOnly()
    {
        using CleanAuthHost host = new(("Throttling:Enabled", "true"));
        using Api api = host.ConnectFrom("192.0.2.1");
        using Api stranger = host.ConnectFrom("198.51.100.77");
        ClientTokens ended = await api.RegisterAndLogInAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        ClientTokens session = await api.OpenSessionAsync();
        await stranger.RegisterAndLogInAsync("eve@example.com", "eve");
        await api.LogOutAsync(session.Access, ended.Refresh);
        await api.UpdateProfileAsync(session.Access, JsonMember("bio", Bio));
        await StoreMoreAsync(host);

        ApiResponse response = await api.ExportAccountAsync(session.Access);

        JsonNode json = response.Json;
        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(response.Header("Content-Type"), Is.EqualTo("application/json; charset=utf-8"));
        Assert.That(response.Header("Content-Disposition"), Is.EqualTo("attachment; filename=\"account.json\""));
        Assert.That(response.Header("Cache-Control"), Is.EqualTo("no-store"));
        Assert.That((string?)json["account"]!["email"], Is.EqualTo(TestData.Email));
        Assert.That((string?)json["account"]!["bio"], Is.EqualTo(Bio));
        Assert.That(Members(json["sessions"]!, "end_reason"), Is.EqualTo([null, "logout"]));
        Assert.That(json["refresh_tokens"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That(
            Members(json["security_events"]!, "kind"),
            Does.Contain("registered").And.Contain("logged_out").And.Contain("data_exported"));
        Assert.That(json["logins"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(Members(json["links"]!, "purpose"), Is.EqualTo(["reset_password"]));
        Assert.That(json["login_codes"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(Members(json["messages"]!, "kind"), Does.Contain("password_changed"));
        Assert.That(
            response.Body,
            Does.Not.Contain("eve@").And.Not.Contain("EVE").And.Not.Contain("\"eve\"").And.Not.Contain("198.51.100.77"));
    }

    [Test]
    public async Task ExportCurrentUser_WhenCalled_ContainsNoSecret()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await StoreMoreAsync(host);
        string hash = await host.QueryAsync(context => context.Users.Select(user => user.PasswordHash).SingleAsync());
        string link = await host.QueryAsync(context => context.AccountLinks.Select(row => row.Id).FirstAsync());
        string code = await host.QueryAsync(context => context.LoginCodes.Select(row => row.ProtectedCode!).FirstAsync());

        ApiResponse response = await api.ExportAccountAsync(session.Access);

        Assert.That(response.Body, Does.Not.Contain(hash).And.Not.Contain(link).And.Not.Contain(code));
        Assert.That(response.Body, Does.Not.Contain(session.Refresh).And.Not.Contain(session.Access).And.Not.Contain("password_hash"));
    }

    // The export reads several pages and contains each event once.
    [Test]
    public async Task ExportCurrentUser_WhenThereAreThousandsOfEvents_ReturnsThemAll()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await host.QueryAsync(async context =>
        {
            Guid userId = await context.Users.Select(user => user.Id).SingleAsync();
            context.SecurityEvents.AddRange(Enumerable.Range(0, 3_000).Select(number => SecurityEvent.Create(
                SecurityEventKind.RefreshRepeated, userId, sessionId: null, $"10.0.{number / 250}.{number % 250}", host.Clock.GetUtcNow())));
            return await context.SaveChangesAsync();
        });

        ApiResponse response = await api.ExportAccountAsync(session.Access);

        string?[] networks = [.. response.Json["security_events"]!.AsArray()
            .Where(item => (string?)item!["kind"] == "refresh_repeated")
            .Select(item => (string?)item!["network"])];
        Assert.That(networks, Is.Unique.And.Length.EqualTo(3_000));
    }

    [Test]
    public async Task ExportCurrentUser_WhenNotLoggedIn_Returns401()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.ExportAccountAsync();

        Assert.That(response.Status, Is.EqualTo(401));
        Assert.That(response.IsDocumentedError(), Is.True);
    }

    // Adds data to every account.
    private static Task<int> StoreMoreAsync(CleanAuthHost host) => host.QueryAsync(async context =>
    {
        DateTimeOffset now = host.Clock.GetUtcNow();
        foreach (User user in await context.Users.ToListAsync())
        {
            LoginCode code = LoginCode.Request(user.Username, now.AddMinutes(10));
            code.AttachCode(user.Id, $"protected code of {user.Username}");
            context.Add(code);
            context.Add(AccountLink.Create(user, LinkPurpose.ResetPassword, user.Email, now.AddMinutes(30), now).Link);
            context.Add(OutgoingEmail.To(user, EmailKind.PasswordChanged, now));
        }

        return await context.SaveChangesAsync();
    });

    private static string JsonMember(string name, string value) => new JsonObject { [name] = value }.ToJsonString();

    private static string?[] Members(JsonNode list, string member) => [.. list.AsArray().Select(item => (string?)item![member])];
}
