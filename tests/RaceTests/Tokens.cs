using System.Buffers.Text;
using System.Text.Json;

namespace CleanAuth.RaceTests;

/// <summary>The tokens of one answer, and what they say.</summary>
internal sealed record Tokens(string Access, string Refresh)
{
    public string RefreshId { get; } = Claim(Refresh, "jti");

    public string SessionId { get; } = Claim(Refresh, "sid");

    public static Tokens Read(string body)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        return new Tokens(
            document.RootElement.GetProperty("access").GetString()!,
            document.RootElement.GetProperty("refresh").GetString()!);
    }

    private static string Claim(string token, string name)
    {
        using JsonDocument payload = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
        return payload.RootElement.GetProperty(name).GetString()!;
    }
}
