using CleanAuth.Domain.Accounts;
using CleanAuth.WebApi.FunctionalTests.Admin;

namespace CleanAuth.WebApi.FunctionalTests.Endpoints;

/// <summary>An account with a session, and a group. Words in braces in paths and bodies stand for its values.</summary>
internal sealed record EndpointScene(ClientTokens Tokens, IReadOnlyDictionary<string, string> Words)
{
    public static async Task<EndpointScene> SetAsync(CleanAuthHost host, Api api, string name, bool isProven = true)
    {
        ClientTokens tokens = isProven ? await api.RegisterProvenOwnerAsync(host, name) : await api.RegisterOrdinaryUserAsync(name);
        Group group = Group.Create($"Group {name}", PermissionSet.None, host.Clock.GetUtcNow());
        await host.QueryAsync(context =>
        {
            context.Groups.Add(group);
            return context.SaveChangesAsync();
        });
        return new EndpointScene(tokens, new Dictionary<string, string>
        {
            ["{email}"] = $"{name}@example.com",
            ["{username}"] = name,
            ["{password}"] = TestData.Password,
            ["{access}"] = tokens.Access,
            ["{refresh}"] = tokens.Refresh,
            ["{user}"] = $"{tokens.UserIdOf()}",
            ["{session}"] = tokens.Id,
            ["{jti}"] = tokens.RefreshId,
            ["{group}"] = $"{group.Id}",
            ["{name}"] = $"new-{name}",
        });
    }

    public string Fill(string text) =>
        Words.Aggregate(text, (filled, word) => filled.Replace(word.Key, word.Value, StringComparison.Ordinal));

    public ApiEndpoint Fill(ApiEndpoint endpoint) =>
        endpoint with { Path = Fill(endpoint.Path), Body = endpoint.Body is null ? null : Fill(endpoint.Body) };

    /// <summary>The access token of an allowed caller: the account itself, or the given staff.</summary>
    public string AccessTo(ApiEndpoint endpoint, ClientTokens? staff = null) =>
        endpoint.IsAnonymous ? "" : endpoint.IsForStaff ? staff?.Access ?? "" : Tokens.Access;

    /// <summary>Sends a body to the endpoint as an allowed caller.</summary>
    public Task<ApiResponse> SendAsync(Api api, ApiEndpoint endpoint, HttpContent? content, ClientTokens? staff = null) =>
        api.SendAsync(HttpMethod.Parse(endpoint.Method), Fill(endpoint.Path), content, AccessTo(endpoint, staff), ("If-Match", "*"));
}
