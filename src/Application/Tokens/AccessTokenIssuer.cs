using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Tokens;

/// <summary>Issues access tokens with the configured claims.</summary>
internal sealed class AccessTokenIssuer(ITokenIssuer tokenIssuer, IRightsReader rights, TokenOptions options)
{
    /// <summary>
    /// Returns a new access token for the session, which expires no later than the session. The rights are read only if tokens contain
    /// them.
    /// </summary>
    public async Task<string> IssueAsync(User user, Guid sessionId, DateTimeOffset sessionExpiresAt, CancellationToken cancellationToken)
    {
        if (!options.IncludePermissions)
        {
            return tokenIssuer.IssueAccessToken(user, sessionId, sessionExpiresAt);
        }

        // If the account was deleted in the meantime, every instance refuses the token anyway.
        Rights found = await rights.ReadAsync(user.Id, cancellationToken) ?? new Rights(user, [], user.Permissions);
        return tokenIssuer.IssueAccessToken(user, sessionId, sessionExpiresAt, found);
    }
}
