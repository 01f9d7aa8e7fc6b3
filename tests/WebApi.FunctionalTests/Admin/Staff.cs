using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Admin;

/// <summary>People on the staff.</summary>
internal static class Staff
{
    /// <summary>Opens an account and a session of somebody on the staff who has these permissions.</summary>
    public static Task<ClientTokens> RegisterStaffAsync(this Api api, CleanAuthHost host, string name, params string[] permissions) =>
        RegisterAndLogInAsync(api, host, name, isSuperuser: false, permissions);

    public static Task<ClientTokens> RegisterSuperuserAsync(this Api api, CleanAuthHost host, string name = "root") =>
        RegisterAndLogInAsync(api, host, name, isSuperuser: true);

    /// <summary>Opens an account and a session of somebody who is not on the staff.</summary>
    public static Task<ClientTokens> RegisterOrdinaryUserAsync(this Api api, string name) => api.RegisterAndLogInAsync($"{name}@example.com", name);

    public static Guid UserIdOf(this ClientTokens session) => Guid.Parse((string)ClientTokens.ClaimsOf(session.Access)["user_id"]!);

    /// <summary>Opens an account whose owner has proven the address, so that it may get rights.</summary>
    public static async Task<ClientTokens> RegisterProvenOwnerAsync(this Api api, CleanAuthHost host, string name)
    {
        ClientTokens session = await api.RegisterOrdinaryUserAsync(name);
        await host.ProveOwnerAsync(session.UserIdOf());
        return session;
    }

    public static Task ProveOwnerAsync(this CleanAuthHost host, Guid id) => host.QueryAsync(async context =>
    {
        User user = await context.Users.SingleAsync(row => row.Id == id);
        user.VerifyEmail(host.Clock.GetUtcNow());
        return await context.SaveChangesAsync();
    });

    /// <summary>An account as staff see it, with its version.</summary>
    public static Task<Answer> GetUserAsync(this Api api, ClientTokens caller, Guid id) =>
        api.SendAsync(HttpMethod.Get, $"/api/admin/users/{id}/", access: caller.Access);

    /// <summary>Sends JSON, or no body at all, with a version.</summary>
    public static Task<Answer> SendIfMatchAsync(
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

    private static async Task<ClientTokens> RegisterAndLogInAsync(Api api, CleanAuthHost host, string name, bool isSuperuser, params string[] permissions)
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
