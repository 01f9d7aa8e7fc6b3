using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace CleanAuth.WebApi.FunctionalTests.Attacks;

/// <summary>The recipes <c>mutate-token</c>: edits of the text of a valid token.</summary>
internal static class TokenMutation
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    public static string Apply(string token, string change)
    {
        string[] parts = token.Split('.');
        string[] variables = change.Split(':', 2);
        return variables[0] switch
        {
            "append" => token + Unescape(variables[1]),
            "prepend" => variables[1] + token,
            "wrap" => variables[1] + token + variables[1],
            "dots" => token.Replace(".", variables[1], StringComparison.Ordinal),
            "insert" => Insert(parts, variables[1].Split(':')),
            "alphabet" => token.Replace('-', '+').Replace('_', '/') is { } standard && standard != token ? standard : $"{token[..^1]}+",
            "trailing-bits" => token[..^1] + Alphabet[Alphabet.IndexOf(token[^1], StringComparison.Ordinal) ^ 1],
            "json-flattened" => $$"""{"protected":"{{parts[0]}}","payload":"{{parts[1]}}","signature":"{{parts[2]}}"}""",
            "json-general" =>
                $$"""{"payload":"{{parts[1]}}","signatures":[{"protected":"{{parts[0]}}","signature":"{{parts[2]}}"},{"protected":"e30","signature":"AA"}]}""",
            "sig=\"\"" => $"{parts[0]}.{parts[1]}.",
            "drop-last-segment" => $"{parts[0]}.{parts[1]}",
            "sig[" => token[..^4],
            "payload.sub=other" => $"{parts[0]}.{With(parts[1], "sub")}.{parts[2]}",
            "header.kid=other" => $"{With(parts[0], "kid")}.{parts[1]}.{parts[2]}",
            "sig=sig+sig" => token + parts[2],
            _ => throw new NotSupportedException($"There is no change called {change}."),
        };
    }

    private static string Insert(string[] parts, string[] where)
    {
        int segment = int.Parse(where[0], CultureInfo.InvariantCulture);
        parts[segment] = parts[segment].Insert(int.Parse(where[1], CultureInfo.InvariantCulture), where[2]);
        return string.Join('.', parts);
    }

    private static string With(string part, string member)
    {
        JsonObject json = JsonNode.Parse(Base64Url.DecodeFromChars(part))!.AsObject();
        json[member] = "other";
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    private static string Unescape(string text) => text switch
    {
        @"\n" => "\n",
        @"\0" => "\0",
        _ => text,
    };
}
