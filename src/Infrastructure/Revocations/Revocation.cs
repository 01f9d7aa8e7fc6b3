using CleanAuth.Domain.Sessions;

namespace CleanAuth.Infrastructure.Revocations;

/// <summary>
/// Tells every instance that access tokens are useless: those of a session, or all of an account from before an epoch.
/// It outlives the account, and is deleted once the last of those tokens has expired.
/// </summary>
internal sealed class Revocation
{
    private Revocation()
    {
        // for EF Core
    }

    /// <summary>Grows; instances read what lies behind what they know.</summary>
    public long Id { get; private set; }

    public Guid? SessionId { get; private set; }

    public Guid? UserId { get; private set; }

    /// <summary>The first epoch of the account whose tokens are good.</summary>
    public int? Epoch { get; private set; }

    public SessionEnd Reason { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public static Revocation OfSession(Guid sessionId, SessionEnd reason, DateTimeOffset expiresAt) => new()
    {
        SessionId = sessionId,
        Reason = reason,
        ExpiresAt = expiresAt,
    };

    public static Revocation OfUser(Guid userId, int epoch, SessionEnd reason, DateTimeOffset expiresAt) => new()
    {
        UserId = userId,
        Epoch = epoch,
        Reason = reason,
        ExpiresAt = expiresAt,
    };
}
