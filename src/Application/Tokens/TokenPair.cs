using System.Text.Json.Serialization;

namespace CleanAuth.Application.Tokens;

/// <summary>A refresh token and an access token of one session.</summary>
/// <param name="Refresh">The refresh token; absent in cookie mode.</param>
/// <param name="Access">The access token.</param>
public sealed record TokenPair(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Refresh,
    string Access)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static TokenPair Example => new(ExampleData.RefreshToken, ExampleData.AccessToken);

    public override string ToString() => nameof(TokenPair);
}
