using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Abstractions.Tokens;

/// <summary>
/// Where a deployer adds claims to access tokens: register an implementation, and its claims are rebuilt from the account
/// at each login and refresh. The names of the service's own claims are refused.
/// </summary>
public interface IAccessTokenClaims
{
    /// <summary>The claims of the account; values are what JSON can say.</summary>
    IReadOnlyDictionary<string, object?> ClaimsOf(User user);
}
