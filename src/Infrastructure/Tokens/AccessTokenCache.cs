using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;

namespace CleanAuth.Infrastructure.Tokens;

/// <summary>
/// The access tokens that were verified before, because a client sends the same token many times and a signature takes longer to verify
/// than all else. It knows the hash of a token, not the token itself.
/// </summary>
internal sealed class AccessTokenCache(TimeProvider clock) : IDisposable
{
    /// <summary>The number of tokens, of half a kilobyte each. When it is reached, the least recently used ones are removed.</summary>
    public const int Capacity = 10_000;

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = Capacity, CompactionPercentage = 0.2 });

    public int Count => cache.Count;

    /// <summary>Returns a token that was verified. The caller checks again what may have changed since then.</summary>
    public VerifiedJwt? Find(string token) => cache.Get<VerifiedJwt>(HashOf(token));

    public void Add(string token, VerifiedJwt verified)
    {
        TimeSpan remaining = verified.Expires - clock.GetUtcNow().UtcDateTime;
        if (remaining > TimeSpan.Zero)
        {
            cache.Set(
                HashOf(token),
                verified,
                new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = remaining });
        }
    }

    public void Dispose() => cache.Dispose();

    // Hash the characters themselves, because encoding them would copy the token.
    private static string HashOf(string token) =>
        Convert.ToBase64String(SHA256.HashData(MemoryMarshal.AsBytes(token.AsSpan())));
}
