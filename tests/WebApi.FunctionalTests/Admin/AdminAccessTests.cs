using CleanAuth.Domain.Accounts;
using CleanAuth.WebApi.FunctionalTests.Endpoints;

namespace CleanAuth.WebApi.FunctionalTests.Admin;

/// <summary>
/// Calls each endpoint for staff without a token, as an account that is not staff, as staff with the other permissions, as staff with
/// all permissions, and as a superuser.
/// </summary>
internal sealed class AdminAccessTests
{
    private const string Denied = """403 {"detail":"You do not have permission to perform this action.","code":"permission_denied"}""";
    private const string Missing = """401 {"detail":"Authentication credentials were not provided.","code":"not_authenticated"}""";

    [TestCaseSource(typeof(EndpointTable), nameof(EndpointTable.ForStaff))]
    public async Task StaffEndpoint_WhenCalledByEachKindOfCaller_AllowsOnlyThoseOfTheTable(ApiEndpoint row)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        string[] allOthers = [.. Permissions.All.Where(permission => permission != row.Callers)];

        string anonymous = await CallAsync(host, api, row, access: "", "by-nobody");
        string ordinary = await CallAsync(host, api, row, (await api.RegisterOrdinaryUserAsync("ordinary")).Access, "by-ordinary");
        string staff = await CallAsync(host, api, row, (await api.RegisterStaffAsync(host, "staff", allOthers)).Access, "by-staff");
        string permitted = await CallAsync(
            host, api, row, (await api.RegisterStaffAsync(host, "permitted", [.. Permissions.All])).Access, "by-permitted");
        string superuser = await CallAsync(host, api, row, (await api.RegisterSuperuserAsync(host)).Access, "by-root");

        string success = $"{row.Status}";
        using IDisposable scope = Assert.EnterMultipleScope();
        Assert.That(anonymous, Is.EqualTo(Missing));
        Assert.That(ordinary, Is.EqualTo(Denied));
        Assert.That(staff, row.Callers == Callers.Staff ? Does.StartWith(success) : Is.EqualTo(Denied));
        Assert.That(permitted, row.Callers == Callers.Superuser ? Is.EqualTo(Denied) : Does.StartWith(success));
        Assert.That(superuser, Does.StartWith(success));
        Assert.That(
            host.Logs.Lines.Count(line => line.Contains($" was refused {row.Route}. ", StringComparison.Ordinal)),
            Is.EqualTo(new[] { ordinary, staff, permitted }.Count(response => response == Denied)));
    }

    private static async Task<string> CallAsync(CleanAuthHost host, Api api, ApiEndpoint row, string access, string name)
    {
        bool isProven = !row.Template.EndsWith("send-verification", StringComparison.Ordinal);
        EndpointScene scene = await EndpointScene.SetAsync(host, api, name, isProven);
        StringContent? content = row.Body is null ? null : new(scene.Fill(row.Body), System.Text.Encoding.UTF8, "application/json");
        ApiResponse response = await api.SendAsync(HttpMethod.Parse(row.Method), scene.Fill(row.Path), content, access, ("If-Match", "*"));
        return response.ToString();
    }
}
