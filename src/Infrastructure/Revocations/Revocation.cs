using CleanAuth.Domain.Sessions;

namespace CleanAuth.Infrastructure.Revocations;

/// <summary>
/// Makes access tokens invalid on every instance: the tokens of a session, or all tokens of an account with a lower epoch, except those
/// of a session that was kept. The row outlives the account, and is deleted when the last of these tokens has expired.
/// </summary>
internal sealed class Revocation
{
    /// <summary>The epoch in the revocation of a deleted account, which revokes all tokens of the account.</summary>
    public const int DeletedEpoch = int.MaxValue;

    private Revocation()
    {
        // for EF Core
    }

    /// <summary>The id, which increases. Instances read the rows after the last id that they know.</summary>
    public long Id { get; private set; }

    public Guid? SessionId { get; private set; }

    public Guid? UserId { get; private set; }

    /// <summary>The first valid epoch. Tokens with a lower epoch are revoked.</summary>
    public int? Epoch { get; private set; }

    /// <summary>
    /// The session that was kept when all others were ended. Its earlier tokens stay valid. The session was live at that time, so no
    /// earlier revocation of the account applies to it.
    /// </summary>
    public Guid? ExceptSessionId { get; private set; }

    public SessionEndReason Reason { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public static Revocation OfSession(Guid sessionId, SessionEndReason reason, DateTimeOffset expiresAt) => new()
    {
        SessionId = sessionId,
        Reason = reason,
        ExpiresAt = expiresAt,
    };

    public static Revocation OfUser(
        Guid userId,
        int epoch,
        SessionEndReason reason,
        DateTimeOffset expiresAt,
        Guid? exceptSessionId = null) => new()
        {
            UserId = userId,
            Epoch = epoch,
            ExceptSessionId = exceptSessionId,
            Reason = reason,
            ExpiresAt = expiresAt,
        };

    /// <summary>
    /// Returns whether this revocation replaces the other one of the same account. The feed reads rows again and out of order.
    /// </summary>
    public bool Supersedes(Revocation other) => (Epoch!.Value, Id).CompareTo((other.Epoch!.Value, other.Id)) >= 0;
}
