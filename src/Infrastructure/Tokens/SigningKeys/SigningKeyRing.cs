using System.Security.Cryptography;
using System.Text;
using CleanAuth.Application.Abstractions.Operations;
using CleanAuth.Application.Abstractions.Tokens;
using Microsoft.IdentityModel.Tokens;

namespace CleanAuth.Infrastructure.Tokens.SigningKeys;

/// <summary>The keys in memory: the one that signs now, and all that verify. Filled before the service takes requests.</summary>
internal sealed class SigningKeyRing(TimeProvider clock)
{
    private volatile State? state;

    /// <summary>The newest key that is active; all instances change over at the same moment.</summary>
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

            // Every key lies in the future when the clock has been set back; the oldest is the best guess.
            return Loaded.Keys[^1].Credentials;
        }
    }

    /// <summary>The ES256 keys that verify, newest first; none where a secret is shared. Anyone may ask for them, so they are written down once.</summary>
    public IReadOnlyList<PublicKey> Published => Loaded.Published;

    private State Loaded => state ?? throw new InvalidOperationException("The signing keys are not loaded yet.");

    /// <summary>What staff may know of the keys, the current one first. A shared secret has no id and is nobody's business.</summary>
    public IReadOnlyList<KeyDto> Describe()
    {
        SigningCredentials current = Current;
        return
        [
            .. Loaded.Keys
                .Where(key => key.Credentials.Key is ECDsaSecurityKey)
                .Select(key => new KeyDto(key.Credentials.Key.KeyId, key.Credentials.Algorithm, key.Credentials == current, key.ActivatesAt))
                .OrderByDescending(key => key.IsCurrent),
        ];
    }

    /// <summary>The key of this id and this algorithm; a token without an id can only be of the shared secret, which has none.</summary>
    public SecurityKey? Find(string? keyId, string algorithm) =>
        Known(keyId)?.Credentials is { } credentials && credentials.Algorithm == algorithm ? credentials.Key : null;

    /// <summary>The key of this id, if the ring is filled and has it.</summary>
    public RingKey? Known(string? keyId)
    {
        foreach (RingKey key in state?.Keys ?? [])
        {
            // A header without an id reads as the empty one.
            if (string.Equals(key.Credentials.Key.KeyId ?? "", keyId ?? "", StringComparison.Ordinal))
            {
                return key;
            }
        }

        return null;
    }

    public void Use(IReadOnlyList<RingKey> keysNewestFirst) => state = new State(
        keysNewestFirst,
        [.. keysNewestFirst.Select(key => key.Credentials.Key).OfType<ECDsaSecurityKey>().Select(Describe)]);

    /// <summary>Signs with a secret; the keys of before, which were published, only verify.</summary>
    public void Use(string sharedSecret, IReadOnlyList<RingKey> formerKeys)
    {
        SymmetricSecurityKey key = new(Encoding.UTF8.GetBytes(sharedSecret));
        Use([new RingKey(new SigningCredentials(key, SecurityAlgorithms.HmacSha256), DateTimeOffset.MinValue), .. formerKeys]);
    }

    private static PublicKey Describe(ECDsaSecurityKey key)
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

/// <summary>A key and when it begins to sign.</summary>
internal sealed record RingKey(SigningCredentials Credentials, DateTimeOffset ActivatesAt);
