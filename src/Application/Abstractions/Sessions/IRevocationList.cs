using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.Abstractions.Sessions;

/// <summary>The revoked access tokens. Every instance enforces a revocation within a second after it was saved.</summary>
public interface IRevocationList
{
    /// <summary>
    /// Revokes all tokens of the account with a lower session epoch, except those of <paramref name="exceptSessionId"/>, a session that
    /// stays live. Added to the unit of work.
    /// </summary>
    void RevokeAll(User user, SessionEndReason reason, DateTimeOffset now, Guid? exceptSessionId = null);

    /// <summary>Revokes all tokens of the session. Added to the unit of work.</summary>
    void Revoke(Guid sessionId, SessionEndReason reason, DateTimeOffset now);

    /// <summary>Refuses a token that was revoked. It reads from memory.</summary>
    /// <returns>
    /// True if the session ended together with all sessions of its account. The caller must then refuse the token, and read the account to
    /// choose the error. False if the token is not revoked.
    /// </returns>
    /// <exception cref="Errors.TokenNotValidException">The session was ended alone.</exception>
    /// <exception cref="Errors.AccountUnavailableException">The account is deleted.</exception>
    /// <exception cref="Errors.StateUnavailableException">The revocations were last read too long ago.</exception>
    bool EndedWithAllSessions(VerifiedToken accessToken);
}
