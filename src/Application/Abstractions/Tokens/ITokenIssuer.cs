using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.Abstractions.Tokens;

/// <summary>Writes and signs tokens.</summary>
public interface ITokenIssuer
{
    /// <summary>Returns the text of a stored refresh token; the same token may be written more than once.</summary>
    string SerializeRefreshToken(RefreshToken token);

    /// <summary>Returns a new access token for the session, with the present epoch of the account.</summary>
    /// <param name="user">The owner.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="latest">When the session expires. The token expires no later, because an expired session cannot be ended.</param>
    string IssueAccessToken(User user, Guid sessionId, DateTimeOffset latest);

    /// <summary>Returns a new access token that also has the rights of the account.</summary>
    string IssueAccessToken(User user, Guid sessionId, DateTimeOffset latest, Rights rights);
}
