using System.Text.Json.Nodes;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.WebApi.FunctionalTests.Admin;

/// <summary>Superusers manage groups; the members of a group have its permissions.</summary>
internal sealed class AdminGroupsTests
{
    private const string Groups = "/api/admin/groups/";
    private const string Support = """{"name":"Support","permissions":["end_session"]}""";

    [TestCase(DatabaseProvider.Sqlite)]
    [TestCase(DatabaseProvider.PostgreSql)]
    [TestCase(DatabaseProvider.SqlServer)]
    public async Task Member_WhenTheGroupGainsOrLosesAPermission_HasTheNewPermissionsAtTheNextRequest(DatabaseProvider provider)
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ClientTokens member = await api.RegisterStaffAsync(host, "member");
        ClientTokens[] others = [await api.RegisterOrdinaryUserAsync("ada"), await api.RegisterOrdinaryUserAsync("bob"), await api.RegisterOrdinaryUserAsync("eve")];
        string group = (string)(await AddAsync(api, root, Support)).Json["id"]!;
        await JoinAsync(api, root, member, group);
        member = await api.OpenSessionAsync("member@example.com");

        int granted = await EndAsync(api, member, others[0]);
        await api.SendIfMatchAsync("PUT", $"{Groups}{group}/", root, """{"name":"Support","permissions":["add_user"]}""");
        int taken = await EndAsync(api, member, others[1]);
        await api.SendIfMatchAsync("PUT", $"{Groups}{group}/", root, Support);
        int grantedAgain = await EndAsync(api, member, others[1]);
        await api.SendIfMatchAsync("DELETE", $"{Groups}{group}/", root);
        int removed = await EndAsync(api, member, others[2]);

        Assert.That((granted, taken, grantedAgain, removed), Is.EqualTo((204, 403, 204, 403)));
    }

    [Test]
    public async Task AddGroup_WhenInputIsValid_ReturnsLocationAndVersion()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);

        ApiResponse added = await AddAsync(api, root, """{"name":"  Support ","permissions":["set_password","add_user","add_user"]}""");

        ApiResponse read = await api.SendAsync(HttpMethod.Get, added.Header("Location")!, access: root.Access);
        Assert.That(added.Status, Is.EqualTo(201));
        Assert.That(read.ToString(), Is.EqualTo($"200 {added.Body}"));
        Assert.That((string?)read.Json["name"], Is.EqualTo("Support"));
        Assert.That(read.Json["permissions"]!.ToJsonString(), Is.EqualTo("""["add_user","set_password"]"""));
        Assert.That(read.Header("ETag"), Is.EqualTo($"\"{read.Json["version"]}\"").And.EqualTo(added.Header("ETag")));
    }

    [TestCase("""{"name":"SUPPORT","permissions":[]}""", """{"errors":{"name":["group with this name already exists."]}}""")]
    [TestCase("""{"name":"Audit","permissions":["fly"]}""", """{"errors":{"permissions":["\"fly\" is not a valid choice."]}}""")]
    [TestCase("""{}""", """{"errors":{"name":["This field is required."],"permissions":["This field is required."]}}""")]
    [TestCase("""{"name":7,"permissions":[]}""", """{"errors":{"name":["Not a valid string."]}}""")]
    [TestCase("""{"name":"Audit","permissions":"fly"}""", """{"errors":{"permissions":["Expected a list of items."]}}""")]
    public async Task AddOrChangeGroup_WhenABodyBreaksARule_ReturnsItsMessage(string json, string expected)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        await AddAsync(api, root, Support);
        string other = (string)(await AddAsync(api, root, """{"name":"Other","permissions":[]}""")).Json["id"]!;

        ApiResponse added = await AddAsync(api, root, json);
        ApiResponse changed = await api.SendIfMatchAsync("PUT", $"{Groups}{other}/", root, json);

        Assert.That(new[] { added.ToString(), changed.ToString() }, Is.All.EqualTo($"400 {expected}"));
    }

    [Test]
    public async Task ChangeGroup_WhenItWasChangedSince_IsRefused([Values("PUT", "DELETE")] string method)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ApiResponse added = await AddAsync(api, root, Support);
        string path = added.Header("Location")!;
        ApiResponse changed = await api.SendIfMatchAsync(
            "PUT", path, root, """{"name":"Helpers","permissions":[]}""", added.Header("ETag")!);
        string? json = method == "PUT" ? Support : null;

        ApiResponse late = await api.SendIfMatchAsync(method, path, root, json, added.Header("ETag")!);
        ApiResponse without = await api.SendAsync(HttpMethod.Parse(method), path, json, root.Access);
        ApiResponse inTime = await api.SendIfMatchAsync(method, path, root, json, changed.Header("ETag")!);

        Assert.That((changed.Status, late.Status, without.Status), Is.EqualTo((200, 412, 428)));
        Assert.That(new[] { late, without }, Is.All.Matches<ApiResponse>(response => response.IsDocumentedError()));
        Assert.That(inTime.Status, Is.EqualTo(method == "PUT" ? 200 : 204));
    }

    [Test]
    public async Task ListGroups_WhenThereAreSome_ReturnsThemByNameWithTheirSizes()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ClientTokens member = await api.RegisterStaffAsync(host, "member");
        string group = (string)(await AddAsync(api, root, Support)).Json["id"]!;
        await AddAsync(api, root, """{"name":"audit","permissions":[]}""");
        await JoinAsync(api, root, member, group);
        member = await api.OpenSessionAsync("member@example.com");

        ApiResponse response = await api.SendAsync(HttpMethod.Get, Groups, access: member.Access);

        Assert.That(
            response.Json["groups"]!.AsArray().Select(item => ((string?)item!["name"], (int)item["members"]!)),
            Is.EqualTo([("audit", 0), ("Support", 1)]));
        Assert.That(
            response.Json["permissions"]!.AsArray().Select(item => (string?)item),
            Has.Member("end_session").And.Member("add_user"));
    }

    [Test]
    public async Task AnyGroupChange_WhenDone_AddsASecurityEventWithTheActor()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        string path = (await AddAsync(api, root, Support)).Header("Location")!;
        await api.SendIfMatchAsync("PUT", path, root, Support);
        await api.SendIfMatchAsync("DELETE", path, root);

        ApiResponse response = await api.SendAsync(HttpMethod.Get, "/api/admin/security-events/?kind=group_changed", access: root.Access);

        JsonArray events = response.Json["results"]!.AsArray();
        Assert.That(events.Select(item => (string?)item!["actor_id"]), Is.EqualTo(Enumerable.Repeat($"{root.UserIdOf()}", 3)));
    }

    [Test]
    public async Task Rights_WhenAnAccountHasMoreGroupsThanATokenCanName_AreRefused()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        List<string> groups = [];
        for (int number = 0; number < 21; number++)
        {
            groups.Add((string)(await AddAsync(api, root, $$"""{"name":"Group {{number}}","permissions":[]}""")).Json["id"]!);
        }

        ApiResponse tooMany = await JoinAsync(api, root, root, [.. groups]);
        ApiResponse asMany = await JoinAsync(api, root, root, [.. groups.Skip(1)]);

        Assert.That(tooMany.ToString(), Is.EqualTo("""400 {"errors":{"groups":["Ensure this field has no more than 20 elements."]}}"""));
        Assert.That(asMany.Status, Is.EqualTo(200));
    }

    private static Task<ApiResponse> AddAsync(Api api, ClientTokens caller, string json) =>
        api.SendAsync(HttpMethod.Post, Groups, json, caller.Access);

    private static Task<ApiResponse> JoinAsync(Api api, ClientTokens root, ClientTokens member, params string[] groups) => api.SendIfMatchAsync(
        "PUT",
        $"/api/admin/users/{member.UserIdOf()}/rights/",
        root,
        $$"""{"is_staff":true,"is_superuser":{{(root == member ? "true" : "false")}},"groups":["{{string.Join("\",\"", groups)}}"],"user_permissions":[]}""");

    private static async Task<int> EndAsync(Api api, ClientTokens caller, ClientTokens other) =>
        (await api.SendAsync(HttpMethod.Delete, $"/api/admin/sessions/{other.Id}/", access: caller.Access)).Status;
}
