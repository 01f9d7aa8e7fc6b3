using System.Security.Cryptography;
using System.Text;
using CleanAuth.Application.Abstractions.Overview;
using CleanAuth.Application.Abstractions.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace CleanAuth.Infrastructure.Tokens.SigningKeys;

/// <summary>The keys in memory: the key that signs now, and all keys that verify. It is filled before the first request.</summary>
internal sealed class SigningKeyRing(TimeProvider clock)
{
    private volatile State? state;

    /// <summary>The newest active key. All instances change to it at the same moment.</summary>
    public SigningCredentials Current
    {
        get
        {
            DateTimeOffset now = clock.GetUtcNow();
            foreach (RingKey key in Loaded.Keys)
            {
                if (key.ActivatesAt <= now)
                {
                    return key.Credentials;
                }
            }

            // After the clock was set back, every key may be in the future. Then the oldest key signs.
            return Loaded.Keys[^1].Credentials;
        }
    }

    /// <summary>
    /// The ES256 keys that verify, newest first; none for a shared secret. They are encoded once, because anyone may request them.
    /// </summary>
    public IReadOnlyList<PublicKey> Published => Loaded.Published;

    private State Loaded => state ?? throw new InvalidOperationException("The signing keys are not loaded yet.");

    /// <summary>Returns the keys for the overview, the current one first. A shared secret has no id and is omitted.</summary>
    public IReadOnlyList<KeyDto> ToDtos()
    {
        SigningCredentials current = Current;
        return
        [
            .. Loaded.Keys
                .Where(key => key.Credentials.Key is ECDsaSecurityKey)
                .Select(key => new KeyDto(
                    key.Credentials.Key.KeyId,
                    key.Credentials.Algorithm,
                    key.Credentials == current,
                    key.ActivatesAt))
                .OrderByDescending(key => key.IsCurrent),
        ];
    }

    /// <summary>Returns the key with this id and algorithm. Only the shared secret has no id.</summary>
    public SecurityKey? Find(string? keyId, string algorithm) =>
        FindRingKey(keyId)?.Credentials is { } credentials && credentials.Algorithm == algorithm ? credentials.Key : null;

    /// <summary>Returns the key with this id, or null. It may be called before the ring is filled.</summary>
    public RingKey? FindRingKey(string? keyId)
    {
        foreach (RingKey key in state?.Keys ?? [])
        {
            // A header without an id is read as an empty id.
            if (string.Equals(key.Credentials.Key.KeyId ?? "", keyId ?? "", StringComparison.Ordinal))
            {
                return key;
            }
        }

        return null;
    }

    public void Replace(IReadOnlyList<RingKey> keysNewestFirst) => state = new State(
        keysNewestFirst,
        [.. keysNewestFirst.Select(key => key.Credentials.Key).OfType<ECDsaSecurityKey>().Select(ToPublicKey)]);

    /// <summary>Signs with a shared secret. Former published keys only verify.</summary>
    public void UseSharedSecret(string sharedSecret, IReadOnlyList<RingKey> formerKeys)
    {
        SymmetricSecurityKey key = new(Encoding.UTF8.GetBytes(sharedSecret));
        Replace([new RingKey(new SigningCredentials(key, SecurityAlgorithms.HmacSha256), DateTimeOffset.MinValue), .. formerKeys]);
    }

    private static PublicKey ToPublicKey(ECDsaSecurityKey key)
    {
        ECParameters parameters = key.ECDsa.ExportParameters(includePrivateParameters: false);
        return new PublicKey(
            "EC",
            "sig",
            key.KeyId,
            SecurityAlgorithms.EcdsaSha256,
            "P-256",
            Base64UrlEncoder.Encode(parameters.Q.X),
            Base64UrlEncoder.Encode(parameters.Q.Y));
    }

    private sealed record State(IReadOnlyList<RingKey> Keys, IReadOnlyList<PublicKey> Published);
}

/// <summary>A key and the time from which it signs.</summary>
internal sealed record RingKey(SigningCredentials Credentials, DateTimeOffset ActivatesAt);
