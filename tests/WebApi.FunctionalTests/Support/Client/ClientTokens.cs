using System.Buffers.Text;
using System.Text.Json.Nodes;

namespace CleanAuth.WebApi.FunctionalTests.Support.Client;

/// <summary>The tokens that a client holds.</summary>
internal sealed record ClientTokens(string Refresh, string Access)
{
    /// <summary>The <c>sid</c> claim: the id in the list of sessions.</summary>
    public string Id => Guid.Parse((string)ClaimsOf(Access)["sid"]!).ToString();

    /// <summary>The <c>jti</c> claim of the refresh token.</summary>
    public string RefreshId => (string)ClaimsOf(Refresh)["jti"]!;

    /// <summary>Reads an object with the members <c>refresh</c> and <c>access</c>.</summary>
    public static ClientTokens From(JsonNode? tokens) => new((string)tokens!["refresh"]!, (string)tokens["access"]!);

    /// <summary>The claims of a token, not verified.</summary>
    public static JsonNode ClaimsOf(string token) =>
        JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]))!;

    /// <summary>The header of a token, not verified.</summary>
    public static JsonNode HeaderOf(string token) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[0]))!;

    /// <summary>The token with the signature of another token.</summary>
    public static string WithSignatureOf(string token, string other) =>
        $"{token[..token.LastIndexOf('.')]}{other[other.LastIndexOf('.')..]}";
}
