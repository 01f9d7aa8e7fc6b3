namespace CleanAuth.Application.Abstractions.Tokens;

/// <summary>The keys that tokens are signed with.</summary>
public interface ISigningKeyManager
{
    /// <summary>
    /// Creates the next key. It is published at once, and starts to sign after the publication delay, so that other services can fetch it
    /// first.
    /// </summary>
    /// <returns>The id of the key.</returns>
    /// <exception cref="InvalidOperationException">Tokens are signed with a shared secret.</exception>
    Task<string> RotateAsync(CancellationToken cancellationToken);

    /// <summary>Revokes a key at once. Owners of tokens that the key signed must log in again.</summary>
    /// <exception cref="InvalidOperationException">The key does not exist.</exception>
    Task RevokeAsync(string keyId, CancellationToken cancellationToken);

    /// <summary>Returns the public keys that verify present and upcoming tokens.</summary>
    IReadOnlyList<PublicKey> Published();
}

/// <summary>A JSON Web Key (RFC 7517) without its private part; the coordinates are base64url.</summary>
public sealed record PublicKey(string Kty, string Use, string Kid, string Alg, string Crv, string X, string Y);
