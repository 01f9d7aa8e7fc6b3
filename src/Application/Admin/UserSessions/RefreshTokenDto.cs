namespace CleanAuth.Application.Admin.UserSessions;

/// <summary>What is remembered of a refresh token.</summary>
/// <param name="Id">Its <c>jti</c>.</param>
/// <param name="SessionId">Its <c>sid</c>.</param>
/// <param name="State"><c>outstanding</c> (it can be used), <c>consumed</c> (it was exchanged for the next), <c>blacklisted</c> (its session is over) or <c>expired</c>.</param>
/// <param name="IssuedAt">When it was issued.</param>
/// <param name="ExpiresAt">When it expires.</param>
/// <param name="ConsumedAt">When it was exchanged.</param>
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
