using System.Text.Json;
using System.Text.Json.Nodes;

namespace CleanAuth.WebApi.FunctionalTests.Contract;

/// <summary>The rules for every token that the service issues, for each algorithm.</summary>
internal static class IssuedToken
{
    private static readonly Dictionary<string, TimeSpan> Lifetimes = new()
    {
        ["access"] = TimeSpan.FromMinutes(5),
        ["refresh"] = TimeSpan.FromDays(1),
    };

    public static bool IsValid(string token, string type, DateTimeOffset now)
    {
        try
        {
            JsonObject claims = token.Split('.') is [string header, string payload, not ""] && Jws.Decode(header) is not null
                ? Jws.Decode(payload)
                : [];
            long secondsLeft = (long?)claims["exp"] - now.ToUnixTimeSeconds() ?? 0;
            return (string?)claims["token_type"] == type && secondsLeft > 0 && secondsLeft <= Lifetimes[type].TotalSeconds;
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
