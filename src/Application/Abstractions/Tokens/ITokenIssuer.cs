using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.Abstractions.Tokens;

/// <summary>Signs tokens.</summary>
public interface ITokenIssuer
{
    /// <summary>Returns the signed text of a stored refresh token. It can be called more than once for one token.</summary>
    string SerializeRefreshToken(RefreshToken token);

    /// <summary>Returns a new access token for the session, with the present session epoch of the account.</summary>
    /// <param name="user">The owner.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="sessionExpiresAt">
    /// When the session expires. The token expires no later, because an expired session can no longer be ended to revoke its tokens.
    /// </param>
    string IssueAccessToken(User user, Guid sessionId, DateTimeOffset sessionExpiresAt);

    /// <summary>Returns a new access token that also has the rights of the account.</summary>
    string IssueAccessToken(User user, Guid sessionId, DateTimeOffset sessionExpiresAt, Rights rights);
}
