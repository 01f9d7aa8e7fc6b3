using System.Globalization;
using System.Text.Json.Nodes;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.WebApi.FunctionalTests.Admin;

/// <summary>Staff search the audit log and read the overview.</summary>
internal sealed class AuditLogAndOverviewTests
{
    private const string NotValid = "Not a valid value.";

    [TestCase(DatabaseProvider.Sqlite)]
    [TestCase(DatabaseProvider.PostgreSql)]
    [TestCase(DatabaseProvider.SqlServer)]
    public async Task ListEvents_WhenFiltered_ReturnsTheMatchesNewestFirst(DatabaseProvider provider)
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        await api.RegisterStaffAsync(host, "staff");
        host.Clock.Advance(TimeSpan.FromHours(1));
        DateTimeOffset since = host.Clock.GetUtcNow();
        ClientTokens ada = await api.RegisterOrdinaryUserAsync("ada");
        await api.LogOutAsync(ada.Access, ada.Refresh);
        host.Clock.Advance(TimeSpan.FromHours(1));
        await api.OpenSessionAsync();
        ClientTokens staff = await api.OpenSessionAsync("staff@example.com");
        string moment = Uri.EscapeDataString(since.ToOffset(TimeSpan.FromHours(2)).ToString("O"));
        string later = Uri.EscapeDataString(since.AddHours(1).ToString("O"));

        string?[] ofAda = await KindsAsync(api, staff, $"?user={ada.UserIdOf()}");
        string?[] logins = await KindsAsync(api, staff, $"?user={ada.UserIdOf()}&kind=logged_in");
        string?[] within = await KindsAsync(api, staff, $"?since={moment}&until={later}");
        string?[] before = await KindsAsync(api, staff, $"?until={moment}");
        string?[] ever = await KindsAsync(api, staff, "?since=0001-01-01T00:00:00Z&until=9999-12-31T23:59:59Z");

        Assert.That(ofAda, Is.EqualTo(["logged_in", "logged_out", "logged_in", "registered"]));
        Assert.That(logins, Is.EqualTo(["logged_in", "logged_in"]));
        Assert.That(within, Is.EqualTo(["logged_out", "logged_in", "registered"]));
        Assert.That(before, Is.EqualTo(["logged_in", "registered", "key_rotated"]));
        Assert.That(ever, Has.Length.EqualTo(8));
    }

    [TestCase("user", "nobody")]
    [TestCase("since", "yesterday")]
    [TestCase("until", "2026-13-01T00:00:00Z")]
    [TestCase("cursor", "nonsense")]
    [TestCase("cursor", "99999999999999999999")]
    public async Task ListEvents_WhenAParameterIsInvalid_NamesIt(string name, string value)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens staff = await api.RegisterStaffAsync(host, "staff");

        ApiResponse response = await ListAsync(api, staff, $"?{name}={value}");

        Assert.That(response.ToString(), Is.EqualTo($$$"""400 {"errors":{"{{{name}}}":["{{{NotValid}}}"]}}"""));
    }

    [Test]
    public async Task ListEvents_WhenTheKindIsUnknown_ReturnsAMessageThatListsAllKinds()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens staff = await api.RegisterStaffAsync(host, "staff");

        ApiResponse response = await ListAsync(api, staff, "?kind=LoggedIn");

        Assert.That(response.Status, Is.EqualTo(400));
        Assert.That((string?)response.Json["errors"]!["kind"]![0], Does.Contain("logged_in").And.Contain("group_changed"));
    }

    [Test]
    public async Task ListEvents_WhenThereAreMoreThanAPage_ContinuesAtTheCursor()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens staff = await api.RegisterStaffAsync(host, "staff");
        for (int login = 0; login < 50; login++)
        {
            await api.OpenSessionAsync("staff@example.com");
        }

        ApiResponse first = await ListAsync(api, staff, "?kind=logged_in");
        ApiResponse second = await ListAsync(api, staff, $"?kind=logged_in&cursor={first.Json["next"]}");

        Assert.That(first.Json["results"]!.AsArray(), Has.Count.EqualTo(50));
        Assert.That(second.Json["results"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(second.Json["next"], Is.Null);
    }

    [TestCase(DatabaseProvider.Sqlite)]
    [TestCase(DatabaseProvider.PostgreSql)]
    [TestCase(DatabaseProvider.SqlServer)]
    public async Task Overview_WhenCalled_ReturnsTheStateOfTheService(DatabaseProvider provider)
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        await api.RegisterOrdinaryUserAsync("ada");
        ClientTokens staff = await api.RegisterStaffAsync(host, "staff");

        ApiResponse response = await api.SendAsync(HttpMethod.Get, "/api/admin/overview/", access: staff.Access);

        JsonNode today = response.Json["days"]!.AsArray()[^1]!;
        JsonNode keys = (await api.SendAsync(HttpMethod.Get, "/.well-known/jwks.json")).Json;
        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(response.Json["days"]!.AsArray(), Has.Count.EqualTo(14));
        Assert.That((string?)today["date"], Is.EqualTo(host.Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        Assert.That(((int)today["registrations"]!, (int)today["logins"]!, (int)today["active_sessions"]!), Is.EqualTo((2, 2, 2)));
        Assert.That((string?)response.Json["keys"]![0]!["id"], Is.EqualTo((string?)keys["keys"]![0]!["kid"]));
        Assert.That((bool)response.Json["keys"]![0]!["is_current"]!, Is.True);
        Assert.That((string?)response.Json["database"]!["provider"], Is.EqualTo($"{provider}"));
        Assert.That(
            TimeSpan.Parse((string)response.Json["revocation_lag"]!, CultureInfo.InvariantCulture),
            Is.LessThan(TimeSpan.FromSeconds(30)));
        Assert.That(response.Json["mail"]!.AsObject().Select(member => member.Key), Is.EqualTo(["pending", "given_up", "oldest_age"]));
    }

    private static async Task<string?[]> KindsAsync(Api api, ClientTokens staff, string query)
    {
        ApiResponse response = await ListAsync(api, staff, query);
        Assert.That(response.Status, Is.EqualTo(200), response.Body);
        return [.. response.Json["results"]!.AsArray().Select(item => (string?)item!["kind"])];
    }

    private static Task<ApiResponse> ListAsync(Api api, ClientTokens staff, string query) =>
        api.SendAsync(HttpMethod.Get, $"/api/admin/security-events/{query}", access: staff.Access);
}
