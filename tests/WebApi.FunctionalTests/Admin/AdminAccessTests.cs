using CleanAuth.Domain.Accounts;
using CleanAuth.WebApi.FunctionalTests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.WebApi.FunctionalTests.Admin;

/// <summary>Who may call what of the admin's API. Every route has a row, and each row is called by everybody.</summary>
internal sealed class AdminAccessTests
{
    private const string Denied = """403 {"detail":"You do not have permission to perform this action.","code":"permission_denied"}""";
    private const string Missing = """401 {"detail":"Authentication credentials were not provided.","code":"not_authenticated"}""";

    private static readonly AdminRoute[] Table =
    [
        new("GET api/admin/users", Needs: null, 200),
        new("POST api/admin/users", Permissions.AddUser, 201, """{"email":"{name}@example.com","username":"{name}","password":"correct horse battery"}"""),
        new("GET api/admin/users/{id:guid}", Needs: null, 200),
        new("PATCH api/admin/users/{id:guid}", Permissions.ChangeUser, 200, """{"full_name":"x"}"""),
        new("PUT api/admin/users/{id:guid}/rights", AdminRoute.Superuser, 200, """{"is_staff":true,"is_superuser":false,"groups":[],"user_permissions":[]}"""),
        new("PUT api/admin/users/{id:guid}/password", Permissions.SetPassword, 204, """{"password":"another correct horse"}"""),
        new("POST api/admin/users/{id:guid}/deactivate", Permissions.DeactivateUser, 204),
        new("POST api/admin/users/{id:guid}/activate", Permissions.DeactivateUser, 204),
        new("POST api/admin/users/{id:guid}/send-verification", Permissions.ChangeUser, 204),
        new("POST api/admin/users/{id:guid}/send-password-reset", Permissions.ChangeUser, 204),
        new("DELETE api/admin/users/{id:guid}", Permissions.DeleteUser, 204),
        new("POST api/admin/users/bulk", Permissions.DeactivateUser, 200, """{"action":"deactivate","user_ids":["{user}"]}"""),
        new("GET api/admin/users/export", Permissions.ExportUsers, 200),
        new("GET api/admin/users/{id:guid}/sessions", Needs: null, 200),
        new("DELETE api/admin/users/{id:guid}/sessions", Permissions.EndSession, 204),
        new("GET api/admin/users/{id:guid}/refresh-tokens", Needs: null, 200),
        new("DELETE api/admin/sessions/{id:guid}", Permissions.EndSession, 204, Of: "session"),
        new("POST api/admin/refresh-tokens/{jti:guid}/blacklist", Permissions.EndSession, 204),
        new("GET api/admin/trace/{id:guid}", Needs: null, 200, Of: "session"),
        new("GET api/admin/security-events", Needs: null, 200),
        new("GET api/admin/overview", Needs: null, 200),
        new("GET api/admin/groups", Needs: null, 200),
        new("POST api/admin/groups", AdminRoute.Superuser, 201, """{"name":"{name}","permissions":["end_session"]}"""),
        new("GET api/admin/groups/{id:guid}", Needs: null, 200, Of: "group"),
        new("PUT api/admin/groups/{id:guid}", AdminRoute.Superuser, 200, """{"name":"{name}","permissions":[]}""", Of: "group"),
        new("DELETE api/admin/groups/{id:guid}", AdminRoute.Superuser, 204, Of: "group"),
    ];

    [Test]
    public void Table_WhenComparedWithTheService_HoldsEveryRoute()
    {
        using CleanAuthHost host = new();
        using HttpClient client = host.Connect();

        string[] routes =
        [
            .. from endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
               let template = endpoint.RoutePattern.RawText!.TrimStart('/')
               where template.StartsWith("api/admin", StringComparison.OrdinalIgnoreCase)
               from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
               select $"{method} {template}",
        ];

        Assert.That(routes, Is.Not.Empty.And.EquivalentTo(Table.Select(row => row.Route)));
    }

    [TestCaseSource(nameof(Table))]
    public async Task Route_WhoeverCalls_LetsInWhomTheTableSays(AdminRoute row)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        string[] allOthers = [.. Permissions.All.Where(permission => permission != row.Needs)];

        string anonymous = await CallAsync(host, api, row, access: "", "by-nobody");
        string ordinary = await CallAsync(host, api, row, (await api.SignUpOrdinaryAsync("ordinary")).Access, "by-ordinary");
        string staff = await CallAsync(host, api, row, (await api.SignUpStaffAsync(host, "staff", allOthers)).Access, "by-staff");
        string permitted = await CallAsync(host, api, row, (await api.SignUpStaffAsync(host, "permitted", [.. Permissions.All])).Access, "by-permitted");
        string superuser = await CallAsync(host, api, row, (await api.SignUpSuperuserAsync(host)).Access, "by-root");

        string success = $"{row.Success}";
        using IDisposable scope = Assert.EnterMultipleScope();
        Assert.That(anonymous, Is.EqualTo(Missing));
        Assert.That(ordinary, Is.EqualTo(Denied));
        Assert.That(staff, row.Needs is null ? Does.StartWith(success) : Is.EqualTo(Denied));
        Assert.That(permitted, row.Needs is AdminRoute.Superuser ? Is.EqualTo(Denied) : Does.StartWith(success));
        Assert.That(superuser, Does.StartWith(success));
        Assert.That(
            host.Logs.Lines.Count(line => line.Contains($" was refused {row.Route}. ", StringComparison.Ordinal)),
            Is.EqualTo(new[] { ordinary, staff, permitted }.Count(answer => answer == Denied)));
    }

    private static async Task<string> CallAsync(CleanAuthHost host, Api api, AdminRoute row, string access, string name)
    {
        bool isProven = !row.Template.EndsWith("send-verification", StringComparison.Ordinal);
        AdminScene scene = await AdminScene.SetAsync(host, api, name, isProven);
        StringContent? content = row.Json is null ? null : new(scene.Fill(row.Json), System.Text.Encoding.UTF8, "application/json");
        Answer answer = await api.SendAsync(
            HttpMethod.Parse(row.Method), $"/{scene.Fill(row.Template)}/", content, access, ("If-Match", "*"));
        return answer.ToString();
    }
}
