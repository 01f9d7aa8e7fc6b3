using System.Text;
using CleanAuth.WebApi.FunctionalTests.Documentation;
using CleanAuth.WebApi.FunctionalTests.Fuzzing;

namespace CleanAuth.WebApi.FunctionalTests.InputCost;

/// <summary>A part of a request that takes a text: a member of a body, a parameter of a query, a header, or a stored name.</summary>
internal sealed record TextInput(
    string Name, string Method, Func<TextPattern, int> LengthOf, Func<string, (string Path, string? Body)> With)
{
    // In bytes: the space for the text in a body of 64 KiB, and in the request line.
    private const int BodyRoom = 60_000;
    private const int QueryRoom = 1_200;
    private const int LongestName = 20_000;
    private const int PieceLength = 10;

    // In bytes: the space for the text in the headers.
    private const int HeaderRoom = 6_000;

    // In characters: the longest accepted text, if it is shorter than the space in a body. Longer text is refused unread.
    private static readonly Dictionary<string, int> Longest = new()
    {
        ["email"] = 254,
        ["username"] = 255,
        ["password"] = 128,
        ["current_password"] = 128,
        ["new_password"] = 128,
        ["full_name"] = LongestName,
        ["name"] = 150,
    };

    private static readonly string[] Headers =
        ["User-Agent", "Authorization", "If-Match", "Cookie", "Origin", "Accept", "Accept-Language", "X-Forwarded-For"];

    private static readonly HashSet<string> Lists = ["permissions", "user_permissions", "groups", "user_ids"];

    private static readonly (string Path, string Parameter)[] Queries =
    [
        .. from path in Document.OpenApiPaths
           where path.Value!["get"]?["parameters"] is not null
           from parameter in path.Value["get"]!["parameters"]!.AsArray()
           where (string?)parameter!["in"] == "query"
           select ($"{path.Key.Replace("{id}", "{user}", StringComparison.Ordinal)}/", (string)parameter["name"]!),
    ];

    private static readonly (string Method, string Path, string? Body)[] WithStoredNames =
    [
        ("GET", "/api/user/", null),
        ("GET", "/api/user/export/", null),
        ("GET", "/api/admin/users/?q={email}", null),
        ("GET", "/api/admin/users/export/?q={email}", null),
        ("PATCH", "/api/user/", """{"user":{"password":"short names differ"}}"""),
        ("POST", "/api/password/change/", """{"current_password":"{password}","new_password":"short names differ"}"""),
    ];

    public static readonly TextInput[] All = [.. Members(), .. LongestMembers(), .. Parameters(), .. InHeaders(), .. StoredNames()];

    /// <summary>Whether the text is stored as the name of the account before the request.</summary>
    public bool IsStored { get; private init; }

    /// <summary>The header that contains the text, or null.</summary>
    public string? Header { get; private init; }

    /// <summary>Whether the text is valid here; headers are ASCII.</summary>
    public bool Takes(TextPattern kind) => Header is null || Ascii.IsValid(kind.Of(10));

    public override string ToString() => Name;

    private static IEnumerable<TextInput> Members() =>
        from endpoint in FuzzedEndpoint.All
        from member in endpoint.Members
        select new TextInput(
            $"{endpoint.Method} {endpoint.Path} {member.Name}",
            endpoint.Method,
            kind => kind.LengthIn(BodyRoom),
            text => (endpoint.Path, BodyOf(endpoint, member.Name, text)));

    private static IEnumerable<TextInput> LongestMembers() =>
        from endpoint in FuzzedEndpoint.All
        from member in endpoint.Members
        where Longest.ContainsKey(member.Name)
        select new TextInput(
            $"{endpoint.Method} {endpoint.Path} {member.Name}, the longest",
            endpoint.Method,
            kind => Math.Min(Longest[member.Name], kind.LengthIn(BodyRoom)),
            text => (endpoint.Path, BodyOf(endpoint, member.Name, text)));

    private static IEnumerable<TextInput> InHeaders() => Headers.Select(header => new TextInput(
        $"PATCH /api/admin/users/{{user}}/ {header}",
        "PATCH",
        kind => kind.LengthIn(HeaderRoom),
        _ => ("/api/admin/users/{user}/", """{"bio":"b"}"""))
    { Header = header });

    private static IEnumerable<TextInput> Parameters() => Queries.Select(query => new TextInput(
        $"GET {query.Path} {query.Parameter}",
        "GET",
        kind => kind.LengthIn(QueryRoom),
        text => ($"{query.Path}?{query.Parameter}={Uri.EscapeDataString(text)}", null)));

    private static IEnumerable<TextInput> StoredNames() => WithStoredNames.Select(request => new TextInput(
        $"{request.Method} {request.Path} with a stored name",
        request.Method,
        _ => LongestName,
        _ => (request.Path, request.Body))
    { IsStored = true });

    private static string BodyOf(FuzzedEndpoint endpoint, string name, string text)
    {
        string members = string.Join(',', endpoint.Members.Select(member =>
            $"\"{member.Name}\":{(member.Name == name ? ValueOf(name, text) : member.Json)}"));
        return endpoint.IsWrapped ? $"{{\"user\":{{{members}}}}}" : $"{{{members}}}";
    }

    // A list gets the text in pieces, which are all different.
    private static string ValueOf(string name, string text)
    {
        if (!Lists.Contains(name))
        {
            return TextPattern.Json(text);
        }

        string[] items = [.. text.Chunk(PieceLength).Select((piece, index) => $"{index}{new string(piece)}")];
        return $"[{string.Join(',', items.Select(TextPattern.Json))}]";
    }
}
