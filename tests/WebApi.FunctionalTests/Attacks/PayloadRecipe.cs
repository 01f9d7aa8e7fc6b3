using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CleanAuth.WebApi.FunctionalTests.Attacks;

/// <summary>The bytes of a token's claims: valid claims, one of them changed, or all of them invalid.</summary>
internal static partial class PayloadRecipe
{
    public static byte[] Make(byte[] valid, JsonNode recipe, CaseVariables variables) => recipe switch
    {
        JsonObject invalid when invalid["bytes_op"] is { } defect => Corrupt(Encoding.UTF8.GetString(valid), (string)defect!),
        JsonObject changed => Change(Encoding.UTF8.GetString(valid), (string)changed["op"]!, variables),
        _ => valid,
    };

    private static byte[] Corrupt(string json, string defect)
    {
        string[] parts = defect.Split(':', 2);
        return parts[0] switch
        {
            "raw" => Encoding.UTF8.GetBytes(parts[1]),
            "prefix" => Encoding.UTF8.GetBytes(parts[1] + json),
            "suffix" => Encoding.UTF8.GetBytes(json + parts[1]),
            "prefix-bytes" => [.. Convert.FromHexString(parts[1]), .. Encoding.UTF8.GetBytes(json)],
            "bytes" => [.. "{\"x\":\""u8, .. Convert.FromHexString(parts[1]), .. "\","u8, .. Encoding.UTF8.GetBytes(json[1..])],
            "field" => Encoding.UTF8.GetBytes(json.Insert(1, $"\"x\":{new string('[', 1000)}{new string(']', 1000)},")),
            _ => throw new NotSupportedException($"There is no defect called {defect}."),
        };
    }

    private static byte[] Change(string json, string change, CaseVariables variables)
    {
        // Written as text, because a JSON writer refuses 1e999 and a repeated member.
        List<(string Name, string Json)> claims =
            [.. JsonNode.Parse(json)!.AsObject().Select(claim => (claim.Key, claim.Value!.ToJsonString()))];
        if (change == "dup:exp")
        {
            claims.Insert(0, ("exp", "1"));
        }
        else if (change.StartsWith("drop:", StringComparison.Ordinal))
        {
            claims.RemoveAll(claim => claim.Name == change["drop:".Length..]);
        }
        else
        {
            string[] pair = change.Split('=', 2);
            string value = pair[1] == "upper"
                ? claims.Single(claim => claim.Name == pair[0]).Json.ToUpperInvariant()
                : Value(variables.Expand(pair[1]));

            // Change both claims that name the user; a token in which they differ would be refused for that.
            string[] names = pair[0] == "sub" ? ["sub", "user_id"] : [pair[0]];
            claims.RemoveAll(claim => names.Contains(claim.Name));
            claims.AddRange(names.Select(name => (name, value)));
        }

        return Encoding.UTF8.GetBytes($"{{{string.Join(',', claims.Select(claim => $"\"{claim.Name}\":{claim.Json}"))}}}");
    }

    private static string Value(string text)
    {
        if (Sum().Match(text) is { Success: true } sum)
        {
            long[] terms = [.. sum.Groups.Values.Skip(1).Select(group => long.Parse(group.Value, CultureInfo.InvariantCulture))];
            return $"{terms.Sum()}";
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return text;
        }
        catch (JsonException)
        {
            return JsonSerializer.Serialize(text);
        }
    }

    [GeneratedRegex(@"^(\d+)([+-]\d+)$")]
    private static partial Regex Sum();
}
