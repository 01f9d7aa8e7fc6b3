namespace CleanAuth.Domain.Tokens;

/// <summary>A stored refresh token: its <c>jti</c> and its state, never its text.</summary>
public sealed class RefreshToken
{
    private RefreshToken()
    {
        // for EF Core
    }

    /// <summary>The <c>jti</c> claim (RFC 7519 section 4.1.7).</summary>
    public Guid Id { get; private set; }

    public Guid UserId { get; private set; }

    /// <summary>The <c>sid</c> claim.</summary>
    public Guid SessionId { get; private set; }

    public DateTimeOffset IssuedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>When the token was exchanged for its successor.</summary>
    public DateTimeOffset? ConsumedAt { get; private set; }

    /// <summary>When the token was first presented again after its exchange, within the leeway.</summary>
    public DateTimeOffset? RepeatedAt { get; private set; }

    public bool IsLive(DateTimeOffset now) => ConsumedAt is null && now < ExpiresAt;

    /// <summary>
    /// Whether the token was exchanged so recently that a second request gets the live token of the session.
    /// Another tab of the same client may send this request, or the client may repeat it because the response was lost.
    /// </summary>
    public bool IsWithinLeeway(TimeSpan leeway, DateTimeOffset now) => ConsumedAt is { } consumedAt && now <= consumedAt + leeway;

    /// <summary>
    /// Whether this token was issued in exchange for <paramref name="token"/> itself, and not for a later token of the session.
    /// The exchange sets both times to the same value.
    /// </summary>
    public bool IsSuccessorOf(RefreshToken token) => SessionId == token.SessionId && IssuedAt == token.ConsumedAt;

    internal static RefreshToken Issue(Guid userId, Guid sessionId, DateTimeOffset now, DateTimeOffset expiresAt) => new()
    {
        Id = RandomId.Create(),
        UserId = userId,
        SessionId = sessionId,
        IssuedAt = now,
        ExpiresAt = expiresAt,
    };
}
