using System.Buffers.Text;
using System.Text.Json;

namespace CleanAuth.TestSupport;

/// <summary>The tokens of a response, and claims of the refresh token.</summary>
public sealed record TokenPair(string Access, string Refresh)
{
    public string RefreshId { get; } = Claim(Refresh, "jti");

    public string SessionId { get; } = Claim(Refresh, "sid");

    public static TokenPair Read(string body)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        return new TokenPair(
            document.RootElement.GetProperty("access").GetString()!,
            document.RootElement.GetProperty("refresh").GetString()!);
    }

    private static string Claim(string token, string name)
    {
        using JsonDocument payload = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
        return payload.RootElement.GetProperty(name).GetString()!;
    }
}
