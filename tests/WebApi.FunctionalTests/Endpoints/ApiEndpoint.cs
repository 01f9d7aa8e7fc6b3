using System.Text.Json.Nodes;

namespace CleanAuth.WebApi.FunctionalTests.Endpoints;

/// <summary>A row of <see cref="EndpointTable"/>.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Template">The template of the route, without a slash at the start.</param>
/// <param name="Callers">A constant of <see cref="Endpoints.Callers"/>, or a permission.</param>
/// <param name="Limit">The name of the rate limit.</param>
/// <param name="Status">The status that an allowed caller gets for the body.</param>
/// <param name="Body">A valid body. Its first member is a text or a list, which tests replace by invalid values.</param>
internal sealed record ApiEndpoint(string Method, string Template, string Callers, string? Limit, int Status, string? Body)
{
    private const string Envelope = "user";

    public string Route => $"{Method} {Template}";

    /// <summary>The path, with words of <see cref="EndpointScene"/> for the ids.</summary>
    public string Path { get; init; } = PathOf(Template);

    public bool IsForStaff => Template.StartsWith("api/admin/", StringComparison.Ordinal);

    public bool IsAnonymous => Callers is Endpoints.Callers.Anyone or Endpoints.Callers.AnyoneOrBearer;

    public bool IsWrapped => Root.Count == 1 && Root[Envelope] is JsonObject;

    /// <summary>The members of the body with their values as JSON.</summary>
    public (string Name, string Json)[] Members =>
        [.. (IsWrapped ? Root[Envelope]!.AsObject() : Root).Select(member => (member.Key, member.Value!.ToJsonString()))];

    private JsonObject Root => Body is null ? [] : JsonNode.Parse(Body)!.AsObject();

    /// <summary>The valid body, with another value or name of the first member, or with more text behind the last.</summary>
    public string Json(string? value = null, string more = "", string? name = null)
    {
        (string first, string valid) = Members[0];
        string rest = string.Concat(Members[1..].Select(member => $",\"{member.Name}\":{member.Json}"));
        return Wrap($$"""{"{{name ?? first}}":{{value ?? valid}}{{rest}}{{more}}}""");
    }

    /// <summary>The text as the body of this endpoint, within <c>user</c> where it has the envelope.</summary>
    public string Wrap(string json) => IsWrapped ? $$"""{"{{Envelope}}":{{json}}}""" : json;

    public override string ToString() => Route;

    private static string PathOf(string template) => "/" + template
        .Replace("users/{id:guid}", "users/{user}", StringComparison.Ordinal)
        .Replace("groups/{id:guid}", "groups/{group}", StringComparison.Ordinal)
        .Replace("{jti:guid}", "{jti}", StringComparison.Ordinal)
        .Replace("{id:guid}", "{session}", StringComparison.Ordinal) + "/";
}
