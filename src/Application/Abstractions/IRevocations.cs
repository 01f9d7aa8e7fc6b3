using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.Abstractions;

/// <summary>What reaches the access tokens that are out already, on every instance, within a second of being saved.</summary>
public interface IRevocations
{
    /// <summary>Adds to the next save that every token of the account from before its present epoch is useless.</summary>
    void RevokeAll(User user, SessionEnd reason, DateTimeOffset now);

    /// <summary>Adds to the next save that every token of the session is useless.</summary>
    void Revoke(Session session, SessionEnd reason, DateTimeOffset now);

    /// <summary>
    /// Refuses what is known to be over, from memory. Whether a deactivated account is active again is left to the caller,
    /// who reads it.
    /// </summary>
    /// <exception cref="Errors.TokenNotValidException">The session has ended.</exception>
    /// <exception cref="Errors.AccountUnavailableException">The account is deleted.</exception>
    /// <exception cref="Errors.StateUnavailableException">What is known is too old to be trusted.</exception>
    void Check(VerifiedToken accessToken);
}
