using System.Collections.Frozen;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace CleanAuth.Infrastructure.Tokens;

/// <summary>The keys in memory: one that signs, and all that verify. Filled before the service takes requests.</summary>
internal sealed class SigningKeyRing
{
    private volatile State? state;

    /// <summary>The name of the pinned algorithm (RFC 7518 section 3.1).</summary>
    public string Algorithm => Current.Algorithm;

    public SigningCredentials Current => Loaded.Current;

    private State Loaded => state ?? throw new InvalidOperationException("The signing keys are not loaded yet.");

    /// <summary>The key of this id; a token without one can only be of the shared secret, which has none.</summary>
    public SecurityKey? Find(string? keyId) => Loaded.Keys.GetValueOrDefault(keyId ?? "");

    public void Use(IReadOnlyList<ECDsaSecurityKey> keysNewestFirst) => state = new State(
        new SigningCredentials(keysNewestFirst[0], SecurityAlgorithms.EcdsaSha256),
        keysNewestFirst.ToFrozenDictionary(key => key.KeyId, SecurityKey (key) => key));

    public void Use(string sharedSecret)
    {
        SymmetricSecurityKey key = new(Encoding.UTF8.GetBytes(sharedSecret));
        state = new State(
            new SigningCredentials(key, SecurityAlgorithms.HmacSha256),
            new Dictionary<string, SecurityKey> { [""] = key }.ToFrozenDictionary());
    }

    private sealed record State(SigningCredentials Current, FrozenDictionary<string, SecurityKey> Keys);
}
