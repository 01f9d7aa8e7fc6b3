using CleanAuth.Domain.Sessions;

namespace CleanAuth.Infrastructure.Revocations;

/// <summary>
/// Makes access tokens invalid on every instance: the tokens of a session, or all tokens of an account from before an epoch, with the
/// exception of one session if one was kept. It outlives the account, and is deleted when the last of those tokens has expired.
/// </summary>
internal sealed class Revocation
{
    private Revocation()
    {
        // for EF Core
    }

    /// <summary>Increases; instances read the rows after the last one that they know.</summary>
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

    /// <summary>Returns whether this replaces another revocation of the account. The feed reads rows again and out of order.</summary>
    public bool Supersedes(Revocation other) => (Epoch!.Value, Id).CompareTo((other.Epoch!.Value, other.Id)) >= 0;
}
