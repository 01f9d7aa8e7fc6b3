using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Abstractions.Tokens;

/// <summary>
/// Extension point for claims in access tokens. Register an implementation, and each login and refresh adds its claims.
/// The names of the claims of the service are refused.
/// </summary>
public interface IAccessTokenClaims
{
    /// <summary>Returns the claims of the account; values must be serializable as JSON.</summary>
    IReadOnlyDictionary<string, object?> ClaimsOf(User user);
}
