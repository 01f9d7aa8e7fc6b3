using System.Text.Json.Nodes;
using CleanAuth.Application.Operations.CreateSuperuser;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.WebApi.FunctionalTests.Admin;
using CleanAuth.WebApi.FunctionalTests.AdminPages;

namespace CleanAuth.WebApi.FunctionalTests.Capabilities;

/// <summary>A service with one account, whose address is not verified, and a superuser who acts on it.</summary>
internal sealed class CapabilityScene : IDisposable
{
    private CapabilityScene(CleanAuthHost host)
    {
        Host = host;
        Api = new Api(host.Connect());
        Mailbox = new Mailbox(host);
    }

    public CleanAuthHost Host { get; }

    public Api Api { get; }

    public Mailbox Mailbox { get; }

    public Guid UserId { get; private set; }

    /// <summary>The session of the capability, if it has one.</summary>
    public ClientTokens Subject { get; set; } = new("", "");

    /// <summary>The nonce of the browser that requested a login code.</summary>
    public string Nonce { get; set; } = "";

    /// <summary>The browser of staff, if the capability needs one.</summary>
    public PageClient? Pages { get; set; }

    public static async Task<CapabilityScene> SetAsync(DatabaseProvider provider)
    {
        CapabilityScene scene = new(new CleanAuthHost(
            provider,
            ("Accounts:ConfirmEmailChange", "true"),
            ("Accounts:DeletionGrace", "7.00:00:00")));
        await scene.Host.CommandAsync(new CreateSuperuserCommand(AdminPagesAccounts.Superuser, "root", TestData.Password));
        scene.UserId = (await scene.Api.RegisterAndLogInAsync()).UserIdOf();
        return scene;
    }

    /// <summary>Opens a new session of the account.</summary>
    public Task<ClientTokens> LogInAsync() => Api.OpenSessionAsync();

    /// <summary>Sends a request of staff about the account, after a new login.</summary>
    public async Task<ApiResponse> ActAsStaffAsync(string method, string path, string? json = null)
    {
        ClientTokens staff = await Api.OpenSessionAsync(AdminPagesAccounts.Superuser);
        return await Api.SendIfMatchAsync(method, $"/api/admin/{path}", staff, json);
    }

    /// <summary>Sets the rights of the account, as a superuser does.</summary>
    public async Task SetRightsAsync(bool isStaff, bool isSuperuser = false)
    {
        JsonObject rights = new() { ["is_staff"] = isStaff, ["is_superuser"] = isSuperuser, ["groups"] = new JsonArray(), ["user_permissions"] = new JsonArray() };
        await Host.VerifyEmailInDatabaseAsync(UserId);
        ApiResponse response = await ActAsStaffAsync("PUT", $"users/{UserId}/rights/", rights.ToJsonString());
        Assert.That(response.Status, Is.EqualTo(200), $"{response}");
    }

    public void Dispose()
    {
        Pages?.Dispose();
        Api.Dispose();
        Host.Dispose();
    }
}
