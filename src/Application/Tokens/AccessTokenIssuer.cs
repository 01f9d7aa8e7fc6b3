using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Tokens;

/// <summary>Issues access tokens with the claims that are configured: what every way of getting one shares.</summary>
internal sealed class AccessTokenIssuer(ITokenIssuer tokenIssuer, IRightsReader rights, TokenOptions options)
{
    /// <summary>
    /// A new access token for the session, good until the latest moment at most. The rights are read only if
    /// tokens contain them.
    /// </summary>
    public async Task<string> IssueAsync(User user, Guid sessionId, DateTimeOffset latest, CancellationToken cancellationToken)
    {
        if (!options.IncludePermissions)
        {
            return tokenIssuer.IssueAccessToken(user, sessionId, latest);
        }

        // An account that is deleted meanwhile may do nothing, and its token is useless on every instance.
        Rights found = await rights.ReadAsync(user.Id, cancellationToken) ?? new Rights(user, [], user.Permissions);
        return tokenIssuer.IssueAccessToken(user, sessionId, latest, found);
    }
}
