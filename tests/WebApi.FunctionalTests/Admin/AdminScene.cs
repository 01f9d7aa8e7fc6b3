namespace CleanAuth.WebApi.FunctionalTests.Admin;

/// <summary>Somebody whom the admin is used on, and what belongs to them; what stands in braces in templates and bodies is one of these.</summary>
internal sealed record AdminScene(IReadOnlyDictionary<string, string> Names)
{
    public static async Task<AdminScene> SetAsync(Api api, string name)
    {
        Session target = await api.SignUpOrdinaryAsync(name);
        return new AdminScene(new Dictionary<string, string>
        {
            ["{id:guid}"] = $"{target.UserIdOf()}",
            ["{user}"] = $"{target.UserIdOf()}",
            ["{name}"] = $"new-{name}",
        });
    }

    public string Fill(string text) => Names.Aggregate(text, (filled, entry) => filled.Replace(entry.Key, entry.Value, StringComparison.Ordinal));
}
