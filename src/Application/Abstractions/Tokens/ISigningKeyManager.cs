namespace CleanAuth.Application.Abstractions.Tokens;

/// <summary>The keys that tokens are signed with.</summary>
public interface ISigningKeyManager
{
    /// <summary>Creates the next key. It is published now, and signs once other services have had time to fetch it.</summary>
    /// <returns>The key's id.</returns>
    /// <exception cref="InvalidOperationException">Tokens are signed with a shared secret.</exception>
    Task<string> RotateAsync(CancellationToken cancellationToken);

    /// <summary>Revokes a key at once. Owners of tokens that it signed must log in again.</summary>
    /// <exception cref="InvalidOperationException">There is no such key.</exception>
    Task RevokeAsync(string keyId, CancellationToken cancellationToken);

    /// <summary>Returns the public keys that verify present and upcoming tokens.</summary>
    IReadOnlyList<PublicKey> Published();
}

/// <summary>A JSON Web Key (RFC 7517) without its private part; the coordinates are base64url.</summary>
public sealed record PublicKey(string Kty, string Use, string Kid, string Alg, string Crv, string X, string Y);
