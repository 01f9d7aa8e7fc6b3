using System.Text;
using System.Text.Json.Nodes;

namespace CleanAuth.WebApi.FunctionalTests.Attacks;

/// <summary>The bytes of a token's header, some with an error that no JSON writer would make.</summary>
internal static class HeaderRecipe
{
    public static byte[] Make(JsonObject header, string? fault)
    {
        string json = header.ToJsonString();
        string[] variables = (fault ?? "").Split(':', 2);
        return variables[0] switch
        {
            "" => Encoding.UTF8.GetBytes(json),
            "dup" => Encoding.UTF8.GetBytes(json.Insert(1, $"\"{variables[1].Split('=')[0]}\":\"{variables[1].Split('=')[1]}\",")),
            "prefix-bytes" => [.. Convert.FromHexString(variables[1]), .. Encoding.UTF8.GetBytes(json)],
            "encode" => Encoding.Unicode.GetBytes(json),
            "raw" => Encoding.UTF8.GetBytes(variables[1]),
            "field" => Encoding.UTF8.GetBytes(json.Insert(1, $"\"x\":{new string('[', 1000)}{new string(']', 1000)},")),
            _ => throw new NotSupportedException($"There is no fault called {fault}."),
        };
    }
}
