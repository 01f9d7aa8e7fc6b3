using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.Abstractions.Sessions;

/// <summary>The revoked access tokens. Every instance knows a revocation within a second of its save.</summary>
public interface IRevocationList
{
    /// <summary>
    /// Revokes every token of the account from before its current epoch, except those of <paramref name="exceptSessionId"/>, a session that
    /// is live in the same transaction. Added to the unit of work; saved by SaveChangesAsync.
    /// </summary>
    void RevokeAll(User user, SessionEndReason reason, DateTimeOffset now, Guid? exceptSessionId = null);

    /// <summary>Revokes every token of the session. Added to the unit of work; saved by SaveChangesAsync.</summary>
    void Revoke(Guid sessionId, SessionEndReason reason, DateTimeOffset now);

    /// <summary>Refuses, from memory, the tokens of sessions that have ended.</summary>
    /// <returns>
    /// True when the session ended with all others of its account. The caller must refuse the token, and reads the account to choose
    /// the error: deleted, inactive, or an invalid token. False when the token is valid.
    /// </returns>
    /// <exception cref="Errors.TokenNotValidException">The session has ended by itself.</exception>
    /// <exception cref="Errors.AccountUnavailableException">The account is deleted.</exception>
    /// <exception cref="Errors.StateUnavailableException">The revocations were last read too long ago.</exception>
    bool EndedWithAllSessions(VerifiedToken accessToken);
}
