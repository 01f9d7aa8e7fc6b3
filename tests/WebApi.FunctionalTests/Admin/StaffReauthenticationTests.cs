using CleanAuth.Domain.Accounts;
using CleanAuth.WebApi.FunctionalTests.Endpoints;

namespace CleanAuth.WebApi.FunctionalTests.Admin;

/// <summary>
/// A stolen token or an unattended browser of staff is not enough for rights, passwords, addresses, deletions and exports: they
/// require a recent login or the current password.
/// </summary>
internal sealed class StaffReauthenticationTests
{
    private const string Refused =
        """403 {"detail":"This request requires a recent login. Log in again, or send your password as current_password if the request has a body.","code":"reauthentication_required"}""";

    private const string Wrong = """400 {"errors":{"current_password":["This is not the current password."]}}""";

    private static readonly object[][] SensitiveRequests =
    [
        ["POST", "users", """ "email":"{name}@example.com","username":"{name}","password":"correct horse battery" """],
        ["PATCH", "users/{user}", """ "email":"{name}@example.com" """],
        ["PUT", "users/{user}/rights", """ "is_staff":true,"is_superuser":false,"groups":[],"user_permissions":[] """],
        ["PUT", "users/{user}/password", """ "password":"another correct horse" """],
        ["DELETE", "users/{user}", ""],
        ["POST", "groups", """ "name":"{name}","permissions":["end_session"] """],
        ["PUT", "groups/{group}", """ "name":"{name}","permissions":[] """],
        ["DELETE", "groups/{group}", ""],
    ];

    private static readonly object[][] OtherRequests =
    [
        ["GET", "users", null!],
        ["PATCH", "users/{user}", """{"full_name":"x"}"""],
        ["POST", "users/{user}/deactivate", null!],
        ["POST", "users/{user}/send-password-reset", null!],
        ["DELETE", "users/{user}/sessions", null!],
        ["POST", "users/bulk", """{"action":"deactivate","user_ids":["{user}"]}"""],
    ];

    [TestCaseSource(nameof(SensitiveRequests))]
    public async Task SensitiveRequest_WhenTheLoginIsOld_RequiresTheCurrentPassword(string method, string path, string members)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        EndpointScene scene = await EndpointScene.SetAsync(host, api, "target");
        ClientTokens root = await MakeLoginOldAsync(host, api, await api.RegisterSuperuserAsync(host), TimeSpan.FromMinutes(5));
        string before = await host.SnapshotAsync();

        string[] refusals =
        [
            $"{await SendAsync(scene, api, root, method, path, members, password: null)}",
            $"{await SendAsync(scene, api, root, method, path, members, password: "wrong")}",
        ];
        string between = await host.SnapshotAsync();
        ApiResponse allowed = await SendAsync(scene, api, root, method, path, members, TestData.Password);

        Assert.Multiple(() =>
        {
            Assert.That(refusals, Is.EqualTo([Refused, Wrong]));
            Assert.That(between, Is.EqualTo(before));
            Assert.That(allowed.Status, Is.InRange(200, 204), allowed.ToString());
        });
    }

    [TestCaseSource(nameof(SensitiveRequests))]
    public async Task SensitiveRequest_WhenTheLoginIsRecent_RequiresNoPassword(string method, string path, string members)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        EndpointScene scene = await EndpointScene.SetAsync(host, api, "target");
        ClientTokens root = await MakeLoginOldAsync(
            host, api, await api.RegisterSuperuserAsync(host), TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));

        ApiResponse response = await SendAsync(scene, api, root, method, path, members, password: null);

        Assert.That(response.Status, Is.InRange(200, 204), response.ToString());
    }

    [TestCaseSource(nameof(OtherRequests))]
    public async Task OtherRequest_WhenTheLoginIsOld_RequiresNoPassword(string method, string path, string? json)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        EndpointScene scene = await EndpointScene.SetAsync(host, api, "target");
        ClientTokens root = await MakeLoginOldAsync(host, api, await api.RegisterSuperuserAsync(host), TimeSpan.FromHours(1));

        ApiResponse response = await api.SendIfMatchAsync(
            method, $"/api/admin/{scene.Fill(path)}/", root, json is null ? null : scene.Fill(json));

        Assert.That(response.Status, Is.InRange(200, 204), response.ToString());
    }

    [Test]
    public async Task ExportUsers_WhenTheLoginIsOld_RequiresANewLogin()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await MakeLoginOldAsync(host, api, await api.RegisterSuperuserAsync(host), TimeSpan.FromMinutes(5));

        ApiResponse refused = await api.SendAsync(HttpMethod.Get, "/api/admin/users/export/", access: root.Access);
        ClientTokens again = await api.OpenSessionAsync("root@example.com");
        ApiResponse allowed = await api.SendAsync(HttpMethod.Get, "/api/admin/users/export/", access: again.Access);

        Assert.That((refused.ToString(), allowed.Status), Is.EqualTo((Refused, 200)));
    }

    [Test]
    public async Task SensitiveRequest_WhenTheCallerLacksThePermission_DoesNotVerifyThePassword()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        EndpointScene scene = await EndpointScene.SetAsync(host, api, "target");
        ClientTokens staff = await MakeLoginOldAsync(
            host, api, await api.RegisterStaffAsync(host, "staff", Permissions.ChangeUser), TimeSpan.FromMinutes(5));

        ApiResponse response = await SendAsync(
            scene, api, staff, "PUT", "users/{user}/password", """ "password":"another correct horse" """, "wrong");

        Assert.That(response.Body, Does.Contain("permission_denied"));
    }

    [Test]
    public async Task CurrentPassword_WhenGuessed_IsThrottledLikeALogin()
    {
        using CleanAuthHost host = new(("Throttling:Enabled", "true"), ("Throttling:CredentialRequestsPerMinute", "1000"));
        using Api api = new(host.Connect());
        EndpointScene scene = await EndpointScene.SetAsync(host, api, "target");
        ClientTokens root = await MakeLoginOldAsync(host, api, await api.RegisterSuperuserAsync(host), TimeSpan.FromMinutes(5));
        List<int> statuses = [];
        for (int number = 0; number < 200 && statuses.LastOrDefault() != 429; number++)
        {
            statuses.Add((await SendAsync(scene, api, root, "DELETE", "users/{user}", "", $"guess {number}")).Status);
        }

        ApiResponse right = await SendAsync(scene, api, root, "DELETE", "users/{user}", "", TestData.Password);

        Assert.That((statuses[^1], right.Status), Is.EqualTo((429, 429)));
    }

    [Test]
    public async Task CurrentPassword_WhenCorrect_UsesUpNoAttempts()
    {
        using CleanAuthHost host = new(("Throttling:Enabled", "true"), ("Throttling:CredentialRequestsPerMinute", "1000"));
        using Api api = new(host.Connect());
        EndpointScene scene = await EndpointScene.SetAsync(host, api, "target");
        ClientTokens root = await MakeLoginOldAsync(host, api, await api.RegisterSuperuserAsync(host), TimeSpan.FromMinutes(5));
        HashSet<int> statuses = [];
        for (int number = 0; number < 60; number++)
        {
            statuses.Add((await SendAsync(
                scene, api, root, "PUT", "users/{user}/rights", """ "is_staff":false,"is_superuser":false,"groups":[],"user_permissions":[] """, TestData.Password)).Status);
        }

        Assert.That(statuses, Is.EqualTo([200]));
    }

    [TestCase("7", """{"current_password":["Not a valid string."]}""")]
    [TestCase("\"\"", """{"current_password":["This field may not be blank."]}""")]
    [TestCase("null", """{"current_password":["This field may not be null."]}""")]
    public async Task CurrentPassword_WhenInvalid_ReturnsItsMessages(string json, string errors)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        EndpointScene scene = await EndpointScene.SetAsync(host, api, "target");
        ClientTokens root = await MakeLoginOldAsync(host, api, await api.RegisterSuperuserAsync(host), TimeSpan.FromMinutes(5));

        ApiResponse response = await api.SendIfMatchAsync(
            "DELETE", $"/api/admin/{scene.Fill("users/{user}")}/", root, $$"""{"current_password":{{json}}}""");

        Assert.That((response.Status, response.Json["errors"]!.ToJsonString()), Is.EqualTo((400, errors)));
    }

    // Refreshing does not make the login of a session recent.
    private static async Task<ClientTokens> MakeLoginOldAsync(CleanAuthHost host, Api api, ClientTokens session, TimeSpan age)
    {
        host.Clock.Advance(age);
        return await api.RefreshSessionAsync(session);
    }

    private static Task<ApiResponse> SendAsync(
        EndpointScene scene, Api api, ClientTokens caller, string method, string path, string members, string? password)
    {
        string[] all = [.. new[] { scene.Fill(members), password is null ? "" : $"\"current_password\":\"{password}\"" }.Where(text => text.Length > 0)];
        return api.SendIfMatchAsync(
            method, $"/api/admin/{scene.Fill(path)}/", caller, all.Length == 0 ? null : $"{{{string.Join(',', all)}}}");
    }
}
