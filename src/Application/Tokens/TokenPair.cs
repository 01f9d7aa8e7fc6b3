namespace CleanAuth.Application.Tokens;

/// <summary>A refresh token and an access token of one session.</summary>
/// <param name="Refresh">Buys new access tokens.</param>
/// <param name="Access">Opens the protected endpoints.</param>
public sealed record TokenPair(string Refresh, string Access)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static TokenPair Example => new(ExampleData.RefreshToken, ExampleData.AccessToken);

    public override string ToString() => nameof(TokenPair);
}
