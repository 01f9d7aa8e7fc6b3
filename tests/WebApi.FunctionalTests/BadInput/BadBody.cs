using System.Text;
using CleanAuth.WebApi.FunctionalTests.Endpoints;

namespace CleanAuth.WebApi.FunctionalTests.BadInput;

/// <summary>An invalid variant of the valid body of any endpoint, and the status of its refusal.</summary>
internal sealed record BadBody(string Name, Func<ApiEndpoint, byte[]> Write, int Status = 400)
{
    private const int MaxBodySize = 64 * 1024;

    public static readonly BadBody[] All =
    [
        Of("nonsense", _ => "nonsense"),
        Of("a blank", _ => " "),
        Of("truncated", endpoint => endpoint.Json()[..^1]),
        Of("truncated in a string", endpoint => endpoint.Json()[..12]),
        Of("trailing garbage", endpoint => endpoint.Json() + "x"),
        Of("two documents", endpoint => endpoint.Json() + endpoint.Json()),
        Of("trailing comma", endpoint => endpoint.Json(more: ",")),
        Of("comment", endpoint => "/* x */" + endpoint.Json()),
        Of("single quotes", endpoint => endpoint.Json().Replace('"', '\'')),
        Of("NaN", endpoint => endpoint.Json("NaN")),
        Of("infinite", endpoint => endpoint.Json("-Infinity")),
        Of("undefined", endpoint => endpoint.Json("undefined")),
        Of("raw NUL", endpoint => endpoint.Json("\"a\0b\"")),
        Of("raw control character", endpoint => endpoint.Json("\"a\u0001b\"")),
        Of("raw line break in a string", endpoint => endpoint.Json("\"a\nb\"")),
        Of("unknown escape", endpoint => endpoint.Json("""
            "a\xb"
            """)),
        Of("escaped NUL", endpoint => endpoint.Json("""
            "a\u0000b"
            """)),
        Of("lone surrogate in a value", endpoint => endpoint.Json("""
            "a\ud800b"
            """)),
        Of("lone low surrogate in a value", endpoint => endpoint.Json("""
            "\udc00"
            """)),
        Of("lone surrogate in a name", endpoint => endpoint.Json(more: """
            ,"\ud800":1
            """)),
        Of("number for text", endpoint => endpoint.Json("1")),
        Of("huge number for text", endpoint => endpoint.Json("1e999999")),
        Of("truth for text", endpoint => endpoint.Json("true")),
        Of("list for text", endpoint => endpoint.Json("[\"a\"]")),
        Of("object for text", endpoint => endpoint.Json("{\"a\":1}")),
        Of("null for text", endpoint => endpoint.Json("null")),
        Of("duplicate member", endpoint => endpoint.Json(more: $",\"{Field(endpoint)}\":{endpoint.Members[0].Json}")),
        Of(
            "duplicate in another case",
            endpoint => endpoint.Json(more: $",\"{Field(endpoint).ToUpperInvariant()}\":{endpoint.Members[0].Json}")),
        Of(
            "duplicate, escaped",
            endpoint => endpoint.Json(more: $",\"\\u{(int)Field(endpoint)[0]:x4}{Field(endpoint)[1..]}\":{endpoint.Members[0].Json}")),
        Of("duplicate within an unknown member", endpoint => endpoint.Json(more: ",\"x\":[{\"a\":1,\"a\":2}]")),
        Of("duplicate at the root", endpoint => $"{{\"user\":1,\"user\":{{}},{endpoint.Json()[1..]}"),
        Of("null", _ => "null"),
        Of("number", _ => "1"),
        Of("text", _ => "\"a\""),
        Of("truth", _ => "true"),
        Of("list", endpoint => $"[{endpoint.Json()}]"),
        Of("empty list", _ => "[]"),
        Of("null instead of the object", endpoint => endpoint.Wrap("null")),
        Of("list instead of the object", endpoint => endpoint.Wrap("[]")),
        Of("text instead of the object", endpoint => endpoint.Wrap("\"a\"")),
        Of("number instead of the object", endpoint => endpoint.Wrap("0")),
        Of("33 levels deep", endpoint => endpoint.Json(more: $",\"x\":{Nested(endpoint, 33)}")),
        Of("30,000 levels deep", endpoint => endpoint.Json(more: $",\"x\":{Nested(endpoint, 30_000)}")),
        Of("30,000 levels opened", _ => new string('[', 30_000)),
        Of("100,000 levels deep", endpoint => endpoint.Json(more: $",\"x\":{Nested(endpoint, 100_000)}"), 413),
        Of("one byte over 64 KiB", endpoint => endpoint.Json().PadRight(MaxBodySize + 1), 413),
        Of("1 MB", endpoint => endpoint.Json().PadRight(1_000_000), 413),
        new("UTF-8 with a byte order mark", endpoint => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(endpoint.Json())]),
        new("UTF-16", endpoint => Encoding.Unicode.GetBytes(endpoint.Json())),
        new("UTF-16 with a byte order mark", endpoint => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(endpoint.Json())]),
        new("UTF-32", endpoint => Encoding.UTF32.GetBytes(endpoint.Json())),
        new("Latin-1 in a value", endpoint => Encoding.Latin1.GetBytes(endpoint.Json("\"\u00e9\""))),
        new("overlong UTF-8 in a value", endpoint => Encoding.Latin1.GetBytes(endpoint.Json("\"\u00c0\u00af\""))),
        new("UTF-8 of a surrogate in a value", endpoint => Encoding.Latin1.GetBytes(endpoint.Json("\"\u00ed\u00a0\u0080\""))),
        new("zero bytes", _ => new byte[64]),
    ];

    /// <summary>Brackets that reach the given depth from the root of the endpoint's body.</summary>
    public static string Nested(ApiEndpoint endpoint, int depth)
    {
        int brackets = depth - (endpoint.IsWrapped ? 2 : 1);
        return new string('[', brackets) + new string(']', brackets);
    }

    public override string ToString() => Name;

    private static string Field(ApiEndpoint endpoint) => endpoint.Members[0].Name;

    private static BadBody Of(string name, Func<ApiEndpoint, string> write, int status = 400) =>
        new(name, endpoint => Encoding.UTF8.GetBytes(write(endpoint)), status);
}
