using CleanAuth.Application.Errors;

namespace CleanAuth.Application.Abstractions.Tokens;

/// <summary>Verifies the form, signature, issuer, audience, times and kind of a token. It does not read the database.</summary>
public interface ITokenVerifier
{
    /// <exception cref="TokenNotValidException">The token is not valid; the message gives the reason that a client may know.</exception>
    Task<VerifiedToken> VerifyRefreshTokenAsync(string token);

    /// <summary>Like <see cref="VerifyRefreshTokenAsync"/>, for a token of either kind.</summary>
    /// <exception cref="TokenNotValidException">The token is not valid; the message gives the reason that a client may know.</exception>
    Task<VerifiedToken> VerifyAsync(string token);
}

/// <summary>The claims of a token that this service signed and that has not expired.</summary>
/// <param name="Id">The <c>jti</c> claim.</param>
/// <param name="Kind">Access token or refresh token.</param>
/// <param name="UserId">The <c>user_id</c> claim.</param>
/// <param name="SessionId">The <c>sid</c> claim.</param>
/// <param name="Epoch">The epoch of the account when an access token was issued; a refresh token has none.</param>
public sealed record VerifiedToken(Guid Id, TokenKind Kind, Guid UserId, Guid SessionId, int? Epoch);

public enum TokenKind
{
    Access,
    Refresh,
}
