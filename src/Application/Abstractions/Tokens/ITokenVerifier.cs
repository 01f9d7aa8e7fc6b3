using CleanAuth.Application.Errors;

namespace CleanAuth.Application.Abstractions.Tokens;

/// <summary>Checks the text of a token: form, signature, issuer, audience, times and kind. It reads no database.</summary>
public interface ITokenVerifier
{
    /// <exception cref="TokenNotValidException">The message says why, as far as a client may know.</exception>
    Task<VerifiedToken> VerifyRefreshTokenAsync(string token);

    /// <summary>Like <see cref="VerifyRefreshTokenAsync"/>, for a token of either kind.</summary>
    /// <exception cref="TokenNotValidException">The message says why, as far as a client may know.</exception>
    Task<VerifiedToken> VerifyAsync(string token);
}

/// <summary>What a token says that was signed by this service and has not expired.</summary>
/// <param name="Id">The <c>jti</c> claim.</param>
/// <param name="Kind">What it is good for.</param>
/// <param name="UserId">The <c>user_id</c> claim.</param>
/// <param name="SessionId">The <c>sid</c> claim.</param>
/// <param name="Epoch">The epoch of the account when an access token was issued; a refresh token has none.</param>
public sealed record VerifiedToken(Guid Id, TokenKind Kind, Guid UserId, Guid SessionId, int? Epoch);

public enum TokenKind
{
    Access,
    Refresh,
}
