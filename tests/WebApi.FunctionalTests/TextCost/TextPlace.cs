using System.Text;
using CleanAuth.WebApi.FunctionalTests.Fuzzing;

namespace CleanAuth.WebApi.FunctionalTests.TextCost;

/// <summary>A place of a request that takes a text: a member of a body, a parameter of a query, or a name that is stored before.</summary>
internal sealed record TextPlace(string Name, string Method, Func<TextKind, int> LengthOf, Func<string, (string Path, string? Body)> With)
{
    // In bytes: what fits into a body of 64 KiB, or into the line of a request, beside the rest of it.
    private const int BodyRoom = 60_000;
    private const int QueryRoom = 1_200;
    private const int LongestName = 20_000;
    private const int PieceLength = 10;

    // In bytes: what fits into the headers beside the others.
    private const int HeaderRoom = 6_000;

    // In characters: the longest that is accepted, where that is less than a body has room for. Longer text is refused unread.
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
        ("/api/admin/users/", "q"), ("/api/admin/users/", "ordering"), ("/api/admin/users/", "cursor"), ("/api/admin/users/export/", "q"),
        ("/api/admin/security-events/", "kind"), ("/api/admin/security-events/", "cursor"), ("/api/security-events/", "cursor"),
    ];

    private static readonly (string Method, string Path, string? Body)[] WithStoredNames =
    [
        ("GET", "/api/user/", null),
        ("GET", "/api/user/export/", null),
        ("GET", "/api/admin/users/?q=${EMAIL}", null),
        ("GET", "/api/admin/users/export/?q=${EMAIL}", null),
        ("PATCH", "/api/user/", """{"user":{"password":"short names differ"}}"""),
        ("POST", "/api/password/change/", """{"current_password":"${PASSWORD}","new_password":"short names differ"}"""),
    ];

    public static readonly TextPlace[] All = [.. Members(), .. LongestMembers(), .. Parameters(), .. InHeaders(), .. StoredNames()];

    /// <summary>Whether the text is stored as the names of the account before the request.</summary>
    public bool IsStored { get; private init; }

    /// <summary>The header that has the text; null where that is elsewhere.</summary>
    public string? Header { get; private init; }

    /// <summary>Whether the text can be there: headers are ASCII.</summary>
    public bool Takes(TextKind kind) => Header is null || Ascii.IsValid(kind.Of(10));

    public override string ToString() => Name;

    private static IEnumerable<TextPlace> Members() =>
        from endpoint in FuzzedEndpoint.All
        from member in endpoint.Members
        select new TextPlace(
            $"{endpoint.Method} {endpoint.Path} {member.Name}",
            endpoint.Method,
            kind => kind.LengthIn(BodyRoom),
            text => (endpoint.Path, BodyOf(endpoint, member.Name, text)));

    private static IEnumerable<TextPlace> LongestMembers() =>
        from endpoint in FuzzedEndpoint.All
        from member in endpoint.Members
        where Longest.ContainsKey(member.Name)
        select new TextPlace(
            $"{endpoint.Method} {endpoint.Path} {member.Name}, the longest",
            endpoint.Method,
            kind => Math.Min(Longest[member.Name], kind.LengthIn(BodyRoom)),
            text => (endpoint.Path, BodyOf(endpoint, member.Name, text)));

    private static IEnumerable<TextPlace> InHeaders() => Headers.Select(header => new TextPlace(
        $"PATCH /api/admin/users/${{ID}}/ {header}",
        "PATCH",
        kind => kind.LengthIn(HeaderRoom),
        _ => ("/api/admin/users/${ID}/", """{"bio":"b"}"""))
    { Header = header });

    private static IEnumerable<TextPlace> Parameters() => Queries.Select(query => new TextPlace(
        $"GET {query.Path} {query.Parameter}",
        "GET",
        kind => kind.LengthIn(QueryRoom),
        text => ($"{query.Path}?{query.Parameter}={Uri.EscapeDataString(text)}", null)));

    private static IEnumerable<TextPlace> StoredNames() => WithStoredNames.Select(request => new TextPlace(
        $"{request.Method} {request.Path} with a stored name",
        request.Method,
        _ => LongestName,
        _ => (request.Path, request.Body))
    { IsStored = true });

    private static string BodyOf(FuzzedEndpoint endpoint, string name, string text)
    {
        string members = string.Join(',', endpoint.Members.Select(member =>
            $"\"{member.Name}\":{ValueOf(member.Name, member.Name == name ? text : member.Good)}"));
        return endpoint.IsWrapped ? $"{{\"user\":{{{members}}}}}" : $"{{{members}}}";
    }

    // A list takes the text in pieces, no two of which are the same.
    private static string ValueOf(string name, string text)
    {
        if (!Lists.Contains(name))
        {
            return TextKind.Json(text);
        }

        bool isGood = text.StartsWith("${", StringComparison.Ordinal) || text.Length <= PieceLength;
        string[] items = isGood ? [text] : [.. text.Chunk(PieceLength).Select((piece, index) => $"{index}{new string(piece)}")];
        return $"[{string.Join(',', items.Select(TextKind.Json))}]";
    }
}
