using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.Abstractions.Sessions;

/// <summary>Tells every instance, within a second of being saved, which access tokens are invalid.</summary>
public interface IRevocationList
{
    /// <summary>
    /// Adds to the next save that every token of the account from before its present epoch is invalid, but those of
    /// <paramref name="exceptSessionId"/> where given: a session that is live in the same transaction.
    /// </summary>
    void RevokeAll(User user, SessionEnd reason, DateTimeOffset now, Guid? exceptSessionId = null);

    /// <summary>Adds to the next save that every token of the session is invalid.</summary>
    void Revoke(Session session, SessionEnd reason, DateTimeOffset now);

    /// <summary>Refuses, from memory, the tokens of sessions that have ended.</summary>
    /// <returns>
    /// True when the session ended with all others of its account. The caller must refuse the token, and reads the account to choose
    /// the error: deleted, inactive, or an invalid token. False when the token is valid.
    /// </returns>
    /// <exception cref="Errors.TokenNotValidException">The session has ended by itself.</exception>
    /// <exception cref="Errors.AccountUnavailableException">The account is deleted.</exception>
    /// <exception cref="Errors.StateUnavailableException">The last reading of the revocations is too old to rely on.</exception>
    bool Check(VerifiedToken accessToken);
}
