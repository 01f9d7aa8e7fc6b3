using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Admin;

/// <summary>Registers staff and other accounts, and sends the requests of staff.</summary>
internal static class Staff
{
    /// <summary>Registers staff with these permissions, and opens a session.</summary>
    public static Task<ClientTokens> RegisterStaffAsync(this Api api, CleanAuthHost host, string name, params string[] permissions) =>
        RegisterAndLogInAsync(api, host, name, isSuperuser: false, permissions);

    public static Task<ClientTokens> RegisterSuperuserAsync(this Api api, CleanAuthHost host, string name = "root") =>
        RegisterAndLogInAsync(api, host, name, isSuperuser: true);

    /// <summary>Registers an account that is not staff, and opens a session.</summary>
    public static Task<ClientTokens> RegisterOrdinaryUserAsync(this Api api, string name) =>
        api.RegisterAndLogInAsync($"{name}@example.com", name);

    public static Guid UserIdOf(this ClientTokens session) => Guid.Parse((string)ClientTokens.ClaimsOf(session.Access)["user_id"]!);

    /// <summary>Registers a proven owner, who may get rights, and opens a session.</summary>
    public static async Task<ClientTokens> RegisterProvenOwnerAsync(this Api api, CleanAuthHost host, string name)
    {
        ClientTokens session = await api.RegisterOrdinaryUserAsync(name);
        await host.VerifyEmailInDatabaseAsync(session.UserIdOf());
        return session;
    }

    public static Task VerifyEmailInDatabaseAsync(this CleanAuthHost host, Guid id) => host.QueryAsync(async context =>
    {
        User user = await context.Users.SingleAsync(row => row.Id == id);
        user.VerifyEmail(host.Clock.GetUtcNow());
        return await context.SaveChangesAsync();
    });

    /// <summary>Reads an account as staff; the response has its version.</summary>
    public static Task<ApiResponse> GetUserAsync(this Api api, ClientTokens caller, Guid id) =>
        api.SendAsync(HttpMethod.Get, $"/api/admin/users/{id}/", access: caller.Access);

    /// <summary>Sends JSON or no body, with a version in <c>If-Match</c>.</summary>
    public static Task<ApiResponse> SendIfMatchAsync(
        this Api api,
        string method,
        string path,
        ClientTokens caller,
        string? json = null,
        string ifMatch = "*")
    {
        StringContent? content = json is null ? null : new(json, System.Text.Encoding.UTF8, "application/json");
        return api.SendAsync(HttpMethod.Parse(method), path, content, caller.Access, ("If-Match", ifMatch));
    }

    private static async Task<ClientTokens> RegisterAndLogInAsync(
        Api api, CleanAuthHost host, string name, bool isSuperuser, params string[] permissions)
    {
        ClientTokens session = await api.RegisterOrdinaryUserAsync(name);
        Guid id = session.UserIdOf();
        await host.QueryAsync(async context =>
        {
            User user = await context.Users.SingleAsync(row => row.Id == id);
            user.VerifyEmail(host.Clock.GetUtcNow());
            user.ChangeRights(isStaff: true, isSuperuser, PermissionSet.Create(permissions), host.Clock.GetUtcNow());
            return await context.SaveChangesAsync();
        });
        return session;
    }
}
