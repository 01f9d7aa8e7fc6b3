using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.AdminPages;

/// <summary>An ordinary account with a session, and a group, for staff to act on.</summary>
internal sealed record Target(User User, Group Group, Guid SessionId, Guid TokenId)
{
    public static Task<Target> AddAsync(CleanAuthHost host) => AddAsync(host, $"target{Guid.NewGuid():n}");

    public static async Task<Target> AddAsync(CleanAuthHost host, string name)
    {
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync($"{name}@example.com", name);
        Group group = Group.Create(name, PermissionSet.None, host.Clock.GetUtcNow());
        return await host.QueryAsync(async context =>
        {
            context.Groups.Add(group);
            await context.SaveChangesAsync();
            User user = await context.Users.SingleAsync(row => row.Username == name);
            return new Target(user, group, Guid.Parse(session.Id), Guid.Parse(session.RefreshId));
        });
    }

    public string Fill(string path) => path
        .Replace("admin/groups/{id:guid}", $"admin/groups/{Group.Id}", StringComparison.Ordinal)
        .Replace("{id:guid}", $"{User.Id}", StringComparison.Ordinal)
        .Replace("{sessionId:guid}", $"{SessionId}", StringComparison.Ordinal)
        .Replace("{tokenId:guid}", $"{TokenId}", StringComparison.Ordinal);

    /// <summary>The fields of a valid form of the route.</summary>
    public (string Name, string Value)[] FieldsOf(string path) => path switch
    {
        "admin/users/bulk" => [("Act", "deactivate"), ("Ids", $"{User.Id}")],
        "admin/users/add" => [("Email", $"new{User.Email}"), ("Username", $"new{User.Username}"), ("Password", TestData.Password)],
        "admin/groups/add" => [("Name", $"new{Group.Name}")],
        "admin/groups/{id:guid}" => [("Name", "another"), ("Version", EntityVersion.Of(Group.UpdatedAt))],
        "admin/groups/{id:guid}/delete" => [("Version", EntityVersion.Of(Group.UpdatedAt))],
        "admin/users/{id:guid}/password" => [("Password", "another horse battery staple")],
        "admin/users/{id:guid}" => [("Version", EntityVersion.Of(User.UpdatedAt)), ("Email", User.Email), ("Username", User.Username), ("FullName", "Ada")],
        _ => [("Version", EntityVersion.Of(User.UpdatedAt))],
    };
}
