using CleanAuth.Application.Errors;

namespace CleanAuth.Application.Abstractions;

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
public sealed record VerifiedToken(Guid Id, TokenKind Kind, Guid UserId, Guid SessionId);

public enum TokenKind
{
    Access,
    Refresh,
}
