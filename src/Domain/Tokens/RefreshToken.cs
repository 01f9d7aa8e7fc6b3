using System.Security.Cryptography;

namespace CleanAuth.Domain.Tokens;

/// <summary>
/// What the service remembers of a refresh token: never its text, only its <c>jti</c> and what became of it.
/// All tokens that descend from one login share a session (<c>sid</c>).
/// </summary>
public sealed class RefreshToken
{
    private RefreshToken()
    {
        // for EF Core
    }

    /// <summary>The <c>jti</c> claim: 128 random bits (RFC 7519 section 4.1.7).</summary>
    public Guid Id { get; private set; }

    public Guid UserId { get; private set; }

    /// <summary>The <c>sid</c> claim.</summary>
    public Guid SessionId { get; private set; }

    public DateTimeOffset IssuedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>When it was exchanged for its successor.</summary>
    public DateTimeOffset? ConsumedAt { get; private set; }

    public DateTimeOffset? BlacklistedAt { get; private set; }

    /// <summary>The first token of a new session.</summary>
    public static RefreshToken OpenSession(Guid userId, TimeSpan lifetime, DateTimeOffset now) =>
        Issue(userId, RandomId(), lifetime, now);

    /// <summary>The token that takes this one's place; consuming this one is the store's task, as only one caller may succeed.</summary>
    public RefreshToken Succeed(TimeSpan lifetime, DateTimeOffset now) => Issue(UserId, SessionId, lifetime, now);

    /// <summary>Whether it may still be used: neither exchanged, blacklisted nor expired.</summary>
    public bool IsLive(DateTimeOffset now) => ConsumedAt is null && BlacklistedAt is null && now < ExpiresAt;

    private static RefreshToken Issue(Guid userId, Guid sessionId, TimeSpan lifetime, DateTimeOffset now) => new()
    {
        Id = RandomId(),
        UserId = userId,
        SessionId = sessionId,
        IssuedAt = now,
        ExpiresAt = now + lifetime,
    };

    // A version-4 GUID has only 122 random bits; RFC 9562 does not forbid a reader to treat 128 as opaque.
    private static Guid RandomId() => new(RandomNumberGenerator.GetBytes(16));
}
