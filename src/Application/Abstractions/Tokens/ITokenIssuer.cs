using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.Abstractions.Tokens;

/// <summary>Writes and signs tokens. Claims are built from the account as it is given.</summary>
public interface ITokenIssuer
{
    /// <summary>The text of a stored refresh token; the same token may be written more than once.</summary>
    string WriteRefreshToken(RefreshToken token);

    /// <summary>A new access token for the session, of the account's present epoch.</summary>
    /// <param name="user">Whose it is.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="latest">When the session expires: a token that outlived it could not even end it any more.</param>
    string IssueAccessToken(User user, Guid sessionId, DateTimeOffset latest);

    /// <summary>The same, which also says what the account may do.</summary>
    string IssueAccessToken(User user, Guid sessionId, DateTimeOffset latest, Rights rights);
}
