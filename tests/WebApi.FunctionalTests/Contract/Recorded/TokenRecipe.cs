using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CleanAuth.WebApi.FunctionalTests.Contract.Recorded;

/// <summary>
/// A recipe for a token from one that the service issued: change its claims, then sign it or make the signature invalid.
/// </summary>
internal sealed partial record TokenRecipe
{
    private const string OtherKey = "the key of a stranger, which no service under test has ever been given";

    /// <summary>The template of the token to start from.</summary>
    public required string From { get; init; }

    /// <summary>
    /// server: with the service's key; other: with another key; none: unsigned; keep: the old signature with changed claims; empty,
    /// corrupt, two-parts: the old claims with an invalid signature.
    /// </summary>
    public string Sign { get; init; } = "server";

    /// <summary>Claims by name; <c>now+N</c> and <c>now-N</c> are seconds from now.</summary>
    public IReadOnlyDictionary<string, JsonNode> Set { get; init; } = new Dictionary<string, JsonNode>();

    public IReadOnlyList<string> Drop { get; init; } = [];

    public IReadOnlyDictionary<string, string> Header { get; init; } = new Dictionary<string, string>();

    public string Make(IReadOnlyDictionary<string, string> variables, DateTimeOffset now, string? signingKey)
    {
        string[] parts = Template.Expand(From, variables).Split('.');
        JsonObject claims = Claims(parts[1], now);
        return Sign switch
        {
            "server" => Jws.Sign(HeaderOf(parts), claims, signingKey ?? throw new InvalidOperationException("No signing key is shared.")),
            "other" => Jws.Sign(HeaderOf(parts, "HS256"), claims, OtherKey),
            "none" => $"{Jws.Encode(HeaderOf(parts, "none"))}.{Jws.Encode(claims)}.",
            "keep" => $"{parts[0]}.{Jws.Encode(claims)}.{parts[2]}",
            "empty" => $"{parts[0]}.{parts[1]}.",
            "corrupt" => $"{parts[0]}.{parts[1]}.{(parts[2][0] == 'A' ? 'B' : 'A')}{parts[2][1..]}",
            "two-parts" => $"{parts[0]}.{parts[1]}",
            _ => throw new NotSupportedException($"There is no way of signing called {Sign}."),
        };
    }

    private JsonObject HeaderOf(string[] parts, string? algorithm = null)
    {
        JsonObject header = Jws.Decode(parts[0]);
        header["alg"] = algorithm ?? (string?)header["alg"];
        foreach ((string name, string value) in Header)
        {
            header[name] = value;
        }

        return header;
    }

    private JsonObject Claims(string part, DateTimeOffset now)
    {
        JsonObject claims = Jws.Decode(part);
        // Give the copy its own id, so that logging out with the original does not affect it.
        if (Sign != "keep" && claims.ContainsKey("jti"))
        {
            claims["jti"] = Guid.NewGuid().ToString("n");
        }

        foreach ((string name, JsonNode value) in Set)
        {
            Match moment = Moment().Match(value.ToString());
            claims[name] = moment.Success
                ? now.ToUnixTimeSeconds() + int.Parse(moment.Groups["seconds"].Value, CultureInfo.InvariantCulture)
                : value.DeepClone();
        }

        foreach (string name in Drop)
        {
            claims.Remove(name);
        }

        return claims;
    }

    [GeneratedRegex(@"^now(?<seconds>[+-]\d+)$")]
    private static partial Regex Moment();
}
