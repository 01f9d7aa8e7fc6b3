using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Admin;

/// <summary>Changes of accounts by staff, and their effects elsewhere.</summary>
internal sealed class ChangeUserTests
{
    private const string Denied = """403 {"detail":"You do not have permission to perform this action.","code":"permission_denied"}""";
    private const string LastSuperuser = """409 {"detail":"This is the last active superuser. Grant superuser rights to another account first.","code":"last_superuser"}""";

    [Test]
    public async Task AddUser_WhenInputIsValid_AddsAnAccountThatCanLogIn()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);

        ApiResponse response = await PostAsync(
            api,
            root,
            "",
            """{"email":"ann@example.com","username":" ann ","password":"correct horse battery","is_superuser":true,"is_staff":true}""");

        ApiResponse login = await api.LogInAsync("ann@example.com", "correct horse battery");
        Assert.That((response.Status, login.Status), Is.EqualTo((201, 200)));
        Assert.That(response.Header("Location"), Is.EqualTo($"/api/admin/users/{(string?)response.Json["id"]}/"));
        Assert.That(response.Header("ETag"), Is.EqualTo($"\"{(string?)response.Json["version"]}\""));
        Assert.That(
            ((string?)response.Json["username"], (bool)response.Json["is_staff"]!, (bool)response.Json["is_superuser"]!),
            Is.EqualTo(("ann", false, false)));
    }

    [Test]
    public async Task AddUser_WhenInputIsInvalid_ReturnsItsMessages()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);

        ApiResponse response = await PostAsync(api, root, "", """{"email":"ROOT@example.com","username":7,"birth_date":"soon"}""");

        Assert.That(
            response.ToString(),
            Is.EqualTo("""400 {"errors":{"email":["user with this email already exists."],"username":["Not a valid string."],"password":["This field is required."],"birth_date":["Date has wrong format. Use one of these formats instead: YYYY-MM-DD."]}}"""));
    }

    [Test]
    public async Task ChangeUser_WhenTheVersionIsCurrent_ChangesOnlyWhatIsPresent()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ClientTokens ann = await api.RegisterOrdinaryUserAsync("ann");
        ApiResponse read = await api.GetUserAsync(root, ann.UserIdOf());

        ApiResponse response = await api.SendIfMatchAsync(
            "PATCH", PathOf(ann), root, """{"full_name":"Ann","is_superuser":true,"is_staff":true,"is_active":false,"password":"x"}""", read.Header("ETag")!);

        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(response.Header("ETag"), Is.Not.EqualTo(read.Header("ETag")));
        Assert.That(
            (
                (string?)response.Json["full_name"],
                (string?)response.Json["email"],
                (bool)response.Json["is_superuser"]!,
                (bool)response.Json["is_staff"]!,
                (bool)response.Json["is_active"]!),
            Is.EqualTo(("Ann", "ann@example.com", false, false, true)));
        Assert.That((await api.LogInAsync("ann@example.com")).Status, Is.EqualTo(200));
    }

    [TestCase(null, 428, """{"detail":"Send the version that you read in If-Match.","code":"version_required"}""")]
    [TestCase("\"8de\"", 412, """{"detail":"The resource has changed since it was read. Fetch it again and retry.","code":"version_mismatch"}""")]
    [TestCase("W/\"8de\"", 412, """{"detail":"The resource has changed since it was read. Fetch it again and retry.","code":"version_mismatch"}""")]
    [TestCase("\"8de-gzip\"", 412, """{"detail":"The resource has changed since it was read. Fetch it again and retry.","code":"version_mismatch"}""")]
    [TestCase("8de", 400, """{"errors":{"if_match":["Not a valid value."]}}""")]
    [TestCase("\"8de\", \"8df\"", 400, """{"errors":{"if_match":["Not a valid value."]}}""")]
    public async Task ChangeAndDelete_WhenTheVersionIsStaleOrInvalid_ChangeNothing(string? ifMatch, int status, string body)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ClientTokens ann = await api.RegisterOrdinaryUserAsync("ann");
        string before = await host.SnapshotAsync();

        string[] responses =
        [
            .. (await Task.WhenAll(
                SendAsync(api, root, "PATCH", PathOf(ann), """{"bio":"x"}""", ifMatch),
                SendAsync(api, root, "PUT", $"{PathOf(ann)}rights/", RightsJson(isSuperuser: true), ifMatch),
                SendAsync(api, root, "DELETE", PathOf(ann), null, ifMatch))).Select(response => response.ToString()),
        ];

        Assert.That(responses, Has.All.EqualTo($"{status} {body}"));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    // nginx marks the tag of a compressed response as weak, and Apache adds the coding to it. Both name the same version.
    [TestCase("W/", "")]
    [TestCase("", "-gzip")]
    [TestCase("", "-br")]
    [TestCase("W/", "-gzip")]
    public async Task ChangeAndDelete_WhenACompressingProxyRewroteTheETag_Succeed(string prefix, string suffix)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ClientTokens ann = await api.RegisterOrdinaryUserAsync("ann");
        async Task<string> TagAsync() =>
            $"{prefix}{(await api.GetUserAsync(root, ann.UserIdOf())).Header("ETag")!.TrimEnd('"')}{suffix}\"";

        ApiResponse[] responses =
        [
            await SendAsync(api, root, "PATCH", PathOf(ann), """{"bio":"x"}""", await TagAsync()),
            await SendAsync(api, root, "DELETE", PathOf(ann), null, await TagAsync()),
        ];

        Assert.That(responses.Select(response => response.Status), Is.EqualTo([200, 204]), responses[0].Body);
    }

    [Test]
    public async Task ChangeUser_WhenNginxCompressesTheResponse_AcceptsItsETag()
    {
        using CleanAuthHost host = new();
        using Api direct = new(host.Connect());
        await using Nginx nginx = await Nginx.StartAsync($$"""
            gzip on;
            gzip_types application/json;
            gzip_min_length 1;
            gzip_proxied any;
            location / {
              proxy_pass {{host.BaseAddress}};
              proxy_http_version 1.1;
            }
            """);
        using HttpClient client = nginx.ConnectFrom("127.0.0.1");
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");
        using Api api = new(client);
        ClientTokens root = await direct.RegisterSuperuserAsync(host);
        ClientTokens ann = await direct.RegisterOrdinaryUserAsync("ann");
        string tag = (await api.GetUserAsync(root, ann.UserIdOf())).Header("ETag")!;

        ApiResponse response = await api.SendIfMatchAsync("PATCH", PathOf(ann), root, """{"bio":"x"}""", tag);

        Assert.That((tag[..3], response.Status), Is.EqualTo(("W/\"", 200)));
    }

    [Test]
    public async Task Change_WhenManyHaveReadOneVersion_OneWins()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ClientTokens ann = await api.RegisterOrdinaryUserAsync("ann");
        string version = (await api.GetUserAsync(root, ann.UserIdOf())).Header("ETag")!;

        ApiResponse[] responses = await Task.WhenAll(Enumerable.Range(0, 10).Select(number =>
            api.SendIfMatchAsync("PATCH", PathOf(ann), root, $$"""{"bio":"{{number}}"}""", version)));

        Assert.That(responses.Select(response => response.Status).Order(), Is.EqualTo(Enumerable.Repeat(412, 9).Prepend(200)));
    }

    [Test]
    public async Task ChangeRights_WhenTheyAreGranted_TakeEffectAtTheNextLogin()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ClientTokens ann = await api.RegisterProvenOwnerAsync(host, "ann");
        ApiResponse before = await api.SendAsync(HttpMethod.Get, "/api/admin/users/", access: ann.Access);

        ApiResponse changed = await api.SendIfMatchAsync("PUT", $"{PathOf(ann)}rights/", root, RightsJson(permission: Permissions.AddUser));
        ann = await api.OpenSessionAsync("ann@example.com");

        ApiResponse lists = await api.SendAsync(HttpMethod.Get, "/api/admin/users/", access: ann.Access);
        ApiResponse adds = await PostAsync(
            api, ann, "", """{"email":"bob@example.com","username":"bob","password":"correct horse battery"}""");
        ApiResponse grantsItself = await api.SendIfMatchAsync("PUT", $"{PathOf(ann)}rights/", ann, RightsJson(isSuperuser: true));
        Assert.That((before.Status, changed.Status, lists.Status, adds.Status), Is.EqualTo((403, 200, 200, 201)));
        Assert.That(grantsItself.ToString(), Is.EqualTo(Denied));
    }

    [TestCase("""{"is_staff":1,"is_superuser":false,"groups":[],"user_permissions":[]}""", """{"is_staff":["Must be a valid boolean."]}""")]
    [TestCase("""{"is_staff":true,"is_superuser":"true","groups":[],"user_permissions":[]}""", """{"is_superuser":["Must be a valid boolean."]}""")]
    [TestCase("""{"is_staff":true,"is_superuser":false,"groups":{},"user_permissions":[]}""", """{"groups":["Expected a list of items."]}""")]
    [TestCase("""{"is_staff":true,"is_superuser":false,"groups":["x"],"user_permissions":[]}""", """{"groups":["Must be a valid UUID."]}""")]
    [TestCase("""{"is_staff":true,"is_superuser":false,"groups":[null],"user_permissions":[]}""", """{"groups":["Must be a valid UUID."]}""")]
    [TestCase("""{"is_staff":true,"is_superuser":false,"groups":[],"user_permissions":"add_user"}""", """{"user_permissions":["Expected a list of items."]}""")]
    [TestCase("""{"is_staff":true,"is_superuser":false,"groups":[],"user_permissions":[7]}""", """{"user_permissions":["Not a valid string."]}""")]
    [TestCase("""{"is_staff":true,"is_superuser":false,"groups":[],"user_permissions":["\ud800"]}""", """{"user_permissions":["Not a valid string."]}""")]
    [TestCase("""{"is_staff":true,"is_superuser":false,"groups":["00000000-0000-0000-0000-000000000001"],"user_permissions":["fly"]}""", """{"groups":["Invalid pk \"00000000-0000-0000-0000-000000000001\" - object does not exist."],"user_permissions":["\"fly\" is not a valid choice."]}""")]
    [TestCase("""{"is_staff":null,"groups":null}""", """{"is_staff":["This field is required."],"is_superuser":["This field is required."],"groups":["This field is required."],"user_permissions":["This field is required."]}""")]
    [TestCase("", """{"is_staff":["This field is required."],"is_superuser":["This field is required."],"groups":["This field is required."],"user_permissions":["This field is required."]}""")]
    public async Task ChangeRights_WhenInputIsInvalid_ReturnsItsMessages(string json, string errors)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ClientTokens ann = await api.RegisterOrdinaryUserAsync("ann");

        ApiResponse response = await api.SendIfMatchAsync("PUT", $"{PathOf(ann)}rights/", root, json);

        Assert.That(response.Json["errors"]!.ToJsonString(UnescapedJson), Is.EqualTo(errors));
        Assert.That(response.Status, Is.EqualTo(400));
    }

    [Test]
    public async Task SetUserPassword_WhenDone_EndsSessionsAndIsRequiredAtLogin()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ClientTokens ann = await api.RegisterOrdinaryUserAsync("ann");

        ApiResponse response = await SendAsync(api, root, "PUT", $"{PathOf(ann)}password/", """{"password":"another correct horse"}""");

        Assert.That(response.Status, Is.EqualTo(204));
        Assert.That((await api.GetProfileAsync(ann.Access)).Status, Is.EqualTo(401));
        Assert.That((await api.LogInAsync("ann@example.com", "another correct horse")).Status, Is.EqualTo(200));
        Assert.That((await api.LogInAsync("ann@example.com")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task DeactivateAndActivate_WhenDone_ForbidAndAllowTheLogin()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ClientTokens ann = await api.RegisterOrdinaryUserAsync("ann");

        ApiResponse deactivated = await PostAsync(api, root, $"{ann.UserIdOf()}/deactivate/");
        ApiResponse refused = await api.LogInAsync("ann@example.com");
        ApiResponse activated = await PostAsync(api, root, $"{ann.UserIdOf()}/activate/");
        ApiResponse afterActivation = await api.LogInAsync("ann@example.com");

        Assert.That((deactivated.Status, refused.Status, activated.Status, afterActivation.Status), Is.EqualTo((204, 400, 204, 200)));
        Assert.That((await api.RefreshAsync(ann.Refresh)).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task DeleteUser_WhenDone_KeepsOnlyTheSecurityEventWithTheActor()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ClientTokens ann = await api.RegisterOrdinaryUserAsync("ann");
        Guid id = ann.UserIdOf();

        ApiResponse response = await api.SendIfMatchAsync("DELETE", PathOf(ann), root);

        SecurityEvent left = await host.QueryAsync(context => context.SecurityEvents.SingleAsync(row => row.UserId == id));
        Assert.That(response.Status, Is.EqualTo(204));
        Assert.That((left.Kind, left.ActorId), Is.EqualTo((SecurityEventKind.UserDeleted, (Guid?)root.UserIdOf())));
        Assert.That((await api.GetProfileAsync(ann.Access)).Status, Is.EqualTo(401));
        Assert.That((await api.GetUserAsync(root, id)).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Staff_WhenTheyActOnOtherStaff_AreRefusedWithAnyPermission()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens staff = await api.RegisterStaffAsync(host, "staff", [.. Permissions.All]);
        ClientTokens other = await api.RegisterStaffAsync(host, "other");
        string before = await host.SnapshotAsync();

        ApiResponse[] responses =
        [
            await api.SendIfMatchAsync("PATCH", PathOf(other), staff, """{"email":"mine@example.com"}"""),
            await SendAsync(api, staff, "PUT", $"{PathOf(other)}password/", """{"password":"another correct horse"}"""),
            await PostAsync(api, staff, $"{other.UserIdOf()}/deactivate/"),
            await PostAsync(api, staff, $"{other.UserIdOf()}/activate/"),
            await api.SendIfMatchAsync("DELETE", PathOf(other), staff),
            await PostAsync(api, staff, $"{staff.UserIdOf()}/deactivate/"),
        ];

        Assert.That(responses.Select(response => response.ToString()), Has.All.EqualTo(Denied));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task LastSuperuser_WhenDeletedDemotedOrDeactivated_IsKept()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        string before = await host.SnapshotAsync();

        ApiResponse[] responses =
        [
            await api.SendIfMatchAsync("PUT", $"{PathOf(root)}rights/", root, RightsJson()),
            await PostAsync(api, root, $"{root.UserIdOf()}/deactivate/"),
            await api.SendIfMatchAsync("DELETE", PathOf(root), root),
            await api.DeleteAccountAsync(root.Access),
        ];

        Assert.That(responses.Select(response => response.ToString()), Has.All.EqualTo(LastSuperuser));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Events_WhenStaffAct_NameTheActor()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ClientTokens ann = await api.RegisterProvenOwnerAsync(host, "ann");
        Guid id = ann.UserIdOf();

        await api.SendIfMatchAsync("PATCH", PathOf(ann), root, """{"bio":"x"}""");
        await api.SendIfMatchAsync("PUT", $"{PathOf(ann)}rights/", root, RightsJson());
        await SendAsync(api, root, "PUT", $"{PathOf(ann)}password/", """{"password":"another correct horse"}""");
        await PostAsync(api, root, $"{id}/deactivate/");
        await PostAsync(api, root, $"{id}/activate/");

        Guid actor = root.UserIdOf();
        SecurityEventKind[] kinds = await host.QueryAsync(context => context.SecurityEvents
            .Where(row => row.UserId == id && row.ActorId == actor)
            .OrderBy(row => row.Id)
            .Select(row => row.Kind)
            .ToArrayAsync());
        Assert.That(
            kinds,
            Is.EqualTo(
            [
                SecurityEventKind.UserChanged, SecurityEventKind.RightsChanged, SecurityEventKind.PasswordChanged,
                SecurityEventKind.Deactivated, SecurityEventKind.Activated,
            ]));
    }

    private static readonly System.Text.Json.JsonSerializerOptions UnescapedJson =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string PathOf(ClientTokens session) => $"/api/admin/users/{session.UserIdOf()}/";

    private static string RightsJson(bool isSuperuser = false, string? permission = null) =>
        $$"""{"is_staff":true,"is_superuser":{{(isSuperuser ? "true" : "false")}},"groups":[],"user_permissions":[{{(permission is null ? "" : $"\"{permission}\"")}}]}""";

    private static Task<ApiResponse> PostAsync(Api api, ClientTokens caller, string path, string? json = null) =>
        api.SendAsync(HttpMethod.Post, $"/api/admin/users/{path}", json, caller.Access);

    private static Task<ApiResponse> SendAsync(
        Api api, ClientTokens caller, string method, string path, string? json, string? ifMatch = null) =>
        ifMatch is null
            ? api.SendAsync(HttpMethod.Parse(method), path, json, caller.Access)
            : api.SendIfMatchAsync(method, path, caller, json, ifMatch);
}
