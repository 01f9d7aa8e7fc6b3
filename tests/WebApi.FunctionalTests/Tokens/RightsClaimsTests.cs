using System.Text.Json.Nodes;
using CleanAuth.Infrastructure.Persistence.Sqlite;
using CleanAuth.WebApi.FunctionalTests.Admin;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.WebApi.FunctionalTests.Tokens;

/// <summary>The claims that <c>Tokens:IncludePermissions</c> adds to access tokens, and their cost.</summary>
internal sealed class RightsClaimsTests
{
    private static readonly string[] Names = ["groups", "permissions", "is_staff", "is_superuser"];

    [Test]
    public async Task LogIn_WhenRightsAreNotIncluded_HasNoneOfTheClaims()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterStaffAsync(host, "staff", "add_user");

        ClientTokens session = await api.OpenSessionAsync("staff@example.com");

        Assert.That(Names.Where(name => ClientTokens.ClaimsOf(session.Access)[name] is not null), Is.Empty);
    }

    [Test]
    public async Task Refresh_WhenAGroupHasChanged_HasTheCurrentRights()
    {
        using CleanAuthHost host = new(("Tokens:IncludePermissions", "true"));
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ClientTokens member = await api.RegisterStaffAsync(host, "member", "add_user");
        string group = (string)(await api.SendAsync(
            HttpMethod.Post, "/api/admin/groups/", """{"name":"Söldner","permissions":[]}""", root.Access)).Json["id"]!;
        await api.SendIfMatchAsync(
            "PUT",
            $"/api/admin/users/{member.UserIdOf()}/rights/",
            root,
            $$"""{"is_staff":true,"is_superuser":false,"groups":["{{group}}"],"user_permissions":["add_user"]}""");
        ClientTokens login = await api.OpenSessionAsync("member@example.com");

        await api.SendIfMatchAsync("PUT", $"/api/admin/groups/{group}/", root, """{"name":"Söldner","permissions":["end_session"]}""");
        ClientTokens refreshed = await api.RefreshSessionAsync(login);

        Assert.That(RightsOf(login), Is.EqualTo("""["S\u00F6ldner"] ["add_user"] true false"""));
        Assert.That(RightsOf(refreshed), Is.EqualTo("""["S\u00F6ldner"] ["add_user","end_session"] true false"""));
        Assert.That(ClientTokens.ClaimsOf(refreshed.Refresh)["groups"], Is.Null);
        Assert.That((await api.GetProfileAsync(refreshed.Access)).Status, Is.EqualTo(200));
    }

    // If off, a login executes the eleven commands of LoginStatementCountTests. If on, login and refresh execute one more
    // each.
    [Test]
    public async Task LogInAndRefresh_WhenRightsAreIncluded_ExecuteOneMoreStatement()
    {
        (int Login, int Refresh) off = await CountAsync(isOn: false);
        (int Login, int Refresh) on = await CountAsync(isOn: true);

        Assert.That(off.Login, Is.EqualTo(11));
        Assert.That((on.Login - off.Login, on.Refresh - off.Refresh), Is.EqualTo((1, 1)));
    }

    private static string RightsOf(ClientTokens session)
    {
        JsonNode claims = ClientTokens.ClaimsOf(session.Access);
        return string.Join(' ', Names.Select(name => claims[name]!.ToJsonString()));
    }

    private static async Task<(int Login, int Refresh)> CountAsync(bool isOn)
    {
        CommandCounter commands = new();
        using CleanAuthHost host = new(("Tokens:IncludePermissions", $"{isOn}"))
        {
            Register = services => services.ConfigureDbContext<SqliteAuthDbContext>(options => options.AddInterceptors(commands)),
        };
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        // Advance the clock; otherwise the time of login would not change and not be written.
        host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        int start = commands.Count;
        await api.LogInAsync();
        int afterLogin = commands.Count;
        await api.RefreshAsync(session.Refresh);
        return (afterLogin - start, commands.Count - afterLogin);
    }
}
