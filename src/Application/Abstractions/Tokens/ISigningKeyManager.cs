namespace CleanAuth.Application.Abstractions.Tokens;

/// <summary>The keys that tokens are signed with.</summary>
public interface ISigningKeyManager
{
    /// <summary>Makes the next key. It is published now and signs once other services have had time to fetch it.</summary>
    /// <returns>The key's id.</returns>
    /// <exception cref="InvalidOperationException">Tokens are signed with a shared secret.</exception>
    Task<string> RotateAsync(CancellationToken cancellationToken);

    /// <summary>Withdraws a key at once: whoever holds tokens of it must log in again.</summary>
    /// <exception cref="InvalidOperationException">There is no such key.</exception>
    Task RevokeAsync(string keyId, CancellationToken cancellationToken);

    /// <summary>The public keys that verify tokens which are out or will be soon.</summary>
    IReadOnlyList<PublicKey> Published();
}

/// <summary>A public key as RFC 7517 has it; the coordinates are base64url.</summary>
public sealed record PublicKey(string Kty, string Use, string Kid, string Alg, string Crv, string X, string Y);
