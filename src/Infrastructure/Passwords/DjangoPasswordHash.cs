using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CleanAuth.Infrastructure.Passwords;

/// <summary>
/// Hashes as Django stores them, <c>pbkdf2_sha256$iterations$salt$base64</c>: PBKDF2 (RFC 8018) with HMAC-SHA-256 and the salt as text.
/// </summary>
internal static class DjangoPasswordHash
{
    public const string Prefix = "pbkdf2_sha256$";

    // Django 6 uses 1,200,000. Refuse larger counts, so that one row cannot occupy a core for minutes.
    private const int MaxIterations = 2_000_000;

    public static bool Recognizes(string hash) => hash.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Reads the iterations from a hash or its prefix. Returns false for an unsupported hash.</summary>
    public static bool TryReadIterations(string hash, out int iterations)
    {
        iterations = 0;
        return Recognizes(hash)
            && hash.Split('$') is [_, var count, ..]
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out iterations)
            && iterations is >= 1 and <= MaxIterations;
    }

    /// <summary>Compares a password with a hash. <paramref name="work"/> is the cost of the verification, 0 for a malformed hash.</summary>
    public static bool Verify(string password, string hash, out HashCost work)
    {
        work = default;
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        if (hash.Split('$') is not [_, _, { Length: > 0 } salt, { Length: > 0 } digest]
            || !TryReadIterations(hash, out int iterations)
            || !Convert.TryFromBase64String(digest, expected, out int length)
            || length != expected.Length)
        {
            return false;
        }

        work = new HashCost(0, iterations);
        return CryptographicOperations.FixedTimeEquals(Derive(password, salt, iterations), expected);
    }

    public static byte[] Derive(string password, string salt, int iterations) => Rfc2898DeriveBytes.Pbkdf2(
        password,
        Encoding.UTF8.GetBytes(salt),
        iterations,
        HashAlgorithmName.SHA256,
        SHA256.HashSizeInBytes);
}
