namespace CleanAuth.Domain.Tokens;

/// <summary>What the service remembers of a refresh token: never its text, only its <c>jti</c> and what became of it.</summary>
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

    /// <summary>When it was exchanged for its successor.</summary>
    public DateTimeOffset? ConsumedAt { get; private set; }

    /// <summary>When it was first presented again after its use, within the leeway.</summary>
    public DateTimeOffset? RepeatedAt { get; private set; }

    public bool IsLive(DateTimeOffset now) => ConsumedAt is null && now < ExpiresAt;

    /// <summary>
    /// Whether it was exchanged so recently that another presenter is a tab of the same client, or its retry after a lost
    /// reply, and may have the same successor.
    /// </summary>
    public bool IsWithinLeeway(TimeSpan leeway, DateTimeOffset now) => ConsumedAt is { } consumedAt && now <= consumedAt + leeway;

    /// <summary>
    /// Whether this token was issued in exchange for <paramref name="token"/> itself, and not for a later one of the session. An
    /// exchange gives both the same time.
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
