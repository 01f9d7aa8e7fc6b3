using System.Text;
using System.Text.Json.Nodes;

namespace CleanAuth.WebApi.FunctionalTests.Attacks;

/// <summary>The bodies of the cases: text, bytes in hexadecimal, or made by a rule.</summary>
internal static class BodyRecipe
{
    public static byte[] Make(JsonNode recipe, CaseVariables words) => recipe switch
    {
        JsonObject bytes when bytes["hex"] is { } hex => Convert.FromHexString((string)hex!),
        JsonObject bytes when bytes["hex_prefix"] is { } hex =>
            [.. Convert.FromHexString((string)hex!), .. Encoding.UTF8.GetBytes(words.Expand((string)bytes["then"]!))],
        JsonObject rule => Encoding.UTF8.GetBytes(Generate(rule, words)),
        _ => Encoding.UTF8.GetBytes(words.Expand((string)recipe!)),
    };

    private static string Generate(JsonObject rule, CaseVariables words)
    {
        int count = (int)(rule["n"] ?? 0);
        return (string)rule["gen"]! switch
        {
            "nest" => $"{rule["prefix"]}{Repeat(rule["open"], count)}{Repeat(rule["close"], count)}{rule["suffix"]}",
            "members" => $"{{{string.Join(',', Enumerable.Range(0, count).Select(number => Member(rule, number)))}}}",
            "good-with-field" => words["GOOD_BODY"].Replace(words["FIELD"], new string('a', count), StringComparison.Ordinal),
            _ => throw new NotSupportedException($"There is no rule called {rule["gen"]}."),
        };
    }

    private static string Member(JsonObject rule, int number) =>
        $"\"{((string)rule["key"]!).Replace("{i}", $"{number}", StringComparison.Ordinal)}\":{rule["value"]}";

    private static string Repeat(JsonNode? text, int count) => string.Concat(Enumerable.Repeat((string)text!, count));
}
