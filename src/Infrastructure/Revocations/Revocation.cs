using CleanAuth.Domain.Sessions;

namespace CleanAuth.Infrastructure.Revocations;

/// <summary>
/// Tells every instance that access tokens are invalid: those of a session, or all of an account from before an epoch, perhaps
/// with the exception of one session.
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

    /// <summary>The first epoch of the account whose tokens are valid.</summary>
    public int? Epoch { get; private set; }

    /// <summary>
    /// The session that was kept when all others of the account were ended: its tokens from before stay valid. It was live in the
    /// transaction that wrote this, so no earlier revocation of the account concerns it.
    /// </summary>
    public Guid? ExceptSessionId { get; private set; }

    public SessionEnd Reason { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public static Revocation OfSession(Guid sessionId, SessionEnd reason, DateTimeOffset expiresAt) => new()
    {
        SessionId = sessionId,
        Reason = reason,
        ExpiresAt = expiresAt,
    };

    public static Revocation OfUser(
        Guid userId,
        int epoch,
        SessionEnd reason,
        DateTimeOffset expiresAt,
        Guid? exceptSessionId = null) => new()
        {
            UserId = userId,
            Epoch = epoch,
            ExceptSessionId = exceptSessionId,
            Reason = reason,
            ExpiresAt = expiresAt,
        };

    /// <summary>Whether this says more than an older one of the same account. The feed reads rows again and out of order.</summary>
    public bool Supersedes(Revocation other) => (Epoch!.Value, Id).CompareTo((other.Epoch!.Value, other.Id)) >= 0;
}
