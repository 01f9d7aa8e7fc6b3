namespace CleanAuth.Application.Admin.UserSessions;

/// <summary>A stored refresh token.</summary>
/// <param name="Id">The <c>jti</c>.</param>
/// <param name="SessionId">The <c>sid</c>.</param>
/// <param name="State"><c>outstanding</c>, <c>consumed</c> (exchanged), <c>blacklisted</c> (session ended) or <c>expired</c>.</param>
/// <param name="IssuedAt">When the token was issued.</param>
/// <param name="ExpiresAt">When the token expires.</param>
/// <param name="ConsumedAt">When the token was exchanged; null if it was not.</param>
public sealed record RefreshTokenDto(
    Guid Id,
    Guid SessionId,
    string State,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? ConsumedAt)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static RefreshTokenDto Example => new(
        ExampleData.TokenId,
        ExampleData.SessionId,
        "consumed",
        ExampleData.Noon,
        ExampleData.Noon.AddDays(1),
        ExampleData.Noon.AddMinutes(5));
}
