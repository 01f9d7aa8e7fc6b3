using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CleanAuth.WebApi.FunctionalTests.Attacks;

/// <summary>The variables of the cases, such as <c>${ACCESS}</c>, with their values in this run.</summary>
internal sealed partial class CaseVariables : Dictionary<string, string>
{
    public string Expand(string text)
    {
        string expanded = Word().Replace(text, match => TryGetValue(match.Groups[1].Value, out string? value)
            ? value
            : throw new KeyNotFoundException($"The variable {match.Value} has no value."));
        return Repeated().Replace(
            expanded,
            match => new string(match.Groups[1].Value[0], int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)));
    }

    /// <summary>A variable that is the whole text and whose value is an object becomes that object.</summary>
    public JsonNode? Expand(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(Expand(member.Key), Expand(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Expand)]),
        JsonValue value when value.TryGetValue(out string? text) && Expand(text) is { } expanded =>
            expanded.StartsWith('{') && text.StartsWith("${", StringComparison.Ordinal)
                ? JsonNode.Parse(expanded)
                : JsonValue.Create(expanded),
        _ => node?.DeepClone(),
    };

    [GeneratedRegex(@"\$\{([A-Z_0-9:+]+)\}")]
    private static partial Regex Word();

    [GeneratedRegex(@"\{repeat:(.):(\d+)\}")]
    private static partial Regex Repeated();
}
