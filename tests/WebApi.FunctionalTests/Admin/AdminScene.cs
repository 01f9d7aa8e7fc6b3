using CleanAuth.Domain.Accounts;
using CleanAuth.WebApi.FunctionalTests.Support;

namespace CleanAuth.WebApi.FunctionalTests.Admin;

/// <summary>Somebody whom the admin is used on, and what belongs to them; what stands in braces in templates and bodies is one of these.</summary>
internal sealed record AdminScene(IReadOnlyDictionary<string, string> Names)
{
    public static async Task<AdminScene> SetAsync(CleanAuthHost host, Api api, string name, bool isProven = true)
    {
        ClientTokens target = isProven ? await api.SignUpProvenAsync(host, name) : await api.SignUpOrdinaryAsync(name);
        Group group = Group.Create($"Group {name}", PermissionSet.None, host.Clock.GetUtcNow());
        await host.QueryAsync(context =>
        {
            context.Groups.Add(group);
            return context.SaveChangesAsync();
        });
        return new AdminScene(new Dictionary<string, string>
        {
            ["{user}"] = $"{target.UserIdOf()}",
            ["{session}"] = target.Id,
            ["{jti:guid}"] = target.RefreshId,
            ["{group}"] = $"{group.Id}",
            ["{name}"] = $"new-{name}",
        });
    }

    public string Fill(string text) => Names.Aggregate(text, (filled, entry) => filled.Replace(entry.Key, entry.Value, StringComparison.Ordinal));
}
