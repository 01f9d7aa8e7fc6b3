using System.Text.Json;
using System.Text.RegularExpressions;
using CleanAuth.WebApi.FunctionalTests.Contract.Recorded;

namespace CleanAuth.WebApi.FunctionalTests.Contract;

/// <summary>
/// Compares a response with recorded JSON, member by member. Additional members are allowed. A text of the recording may be a
/// matcher: <c>&lt;any&gt;</c>, <c>&lt;uuid&gt;</c>, <c>&lt;prefix:TEXT&gt;</c>, <c>&lt;jwt:TYPE&gt;</c>.
/// </summary>
internal sealed partial class JsonComparison(
    IReadOnlyDictionary<string, string> variables,
    DateTimeOffset now,
    IReadOnlyCollection<string> ignoredPaths)
{
    public IEnumerable<string> Differences(JsonElement wanted, JsonElement got, string path = "")
    {
        if (ignoredPaths.Contains(path))
        {
            return [];
        }

        return wanted.ValueKind switch
        {
            JsonValueKind.Object => OfObjects(wanted, got, path),
            JsonValueKind.Array => OfArrays(wanted, got, path),
            JsonValueKind.String => OfTexts(wanted.GetString()!, got, path),
            _ => wanted.GetRawText() == TextOf(got) ? [] : [Expected(path, wanted.GetRawText(), got)],
        };
    }

    private IEnumerable<string> OfObjects(JsonElement wanted, JsonElement got, string path)
    {
        if (got.ValueKind != JsonValueKind.Object)
        {
            return [Expected(path, "an object", got)];
        }

        return wanted.EnumerateObject().SelectMany(member =>
        {
            string name = Template.Expand(member.Name, variables);
            string memberPath = path.Length == 0 ? name : $"{path}.{name}";
            return got.TryGetProperty(name, out JsonElement value)
                ? Differences(member.Value, value, memberPath)
                : ignoredPaths.Contains(memberPath) ? [] : [$"{memberPath} is missing"];
        });
    }

    private IEnumerable<string> OfArrays(JsonElement wanted, JsonElement got, string path)
    {
        if (got.ValueKind != JsonValueKind.Array || got.GetArrayLength() != wanted.GetArrayLength())
        {
            return [Expected(path, wanted.GetRawText(), got)];
        }

        return wanted.EnumerateArray().SelectMany((item, index) => Differences(item, got[index], $"{path}[{index}]"));
    }

    private IEnumerable<string> OfTexts(string wanted, JsonElement got, string path)
    {
        Match matcher = Matcher().Match(wanted);
        string argument = matcher.Groups["argument"].Value;
        string? text = got.ValueKind == JsonValueKind.String ? got.GetString() : null;
        bool fits = matcher.Groups["kind"].Value switch
        {
            "any" => true,
            "uuid" => text is not null && Uuid().IsMatch(text),
            "prefix" => text?.StartsWith(argument, StringComparison.Ordinal) == true,
            "jwt" => text is not null && IssuedToken.IsValid(text, argument, now),
            _ => text == Template.Expand(wanted, variables),
        };
        return fits ? [] : [Expected(path, wanted, got)];
    }

    private static string TextOf(JsonElement got) => got.ValueKind == JsonValueKind.Undefined ? "nothing" : got.GetRawText();

    private static string Expected(string path, string wanted, JsonElement got) =>
        $"{(path.Length == 0 ? "the body" : path)} should be {Excerpt.Of(wanted)}, is {Excerpt.Of(TextOf(got))}";

    [GeneratedRegex("^<(?<kind>any|uuid|prefix|jwt)(:(?<argument>.*))?>$", RegexOptions.Singleline)]
    private static partial Regex Matcher();

    [GeneratedRegex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    private static partial Regex Uuid();
}
