using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CleanAuth.Infrastructure.Passwords;

/// <summary>
/// Hashes of the form <c>pbkdf2_sha256$iterations$salt$base64</c>, as Django stores them: PBKDF2 (RFC 8018) with
/// HMAC-SHA-256 and the salt as text.
/// </summary>
internal static class DjangoPasswordHash
{
    // Django 6 uses 1,200,000. A row with an absurd count must not keep a core busy for minutes.
    private const int MaxIterations = 2_000_000;
    private const string Prefix = "pbkdf2_sha256$";

    public static bool Recognizes(string hash) => hash.StartsWith(Prefix, StringComparison.Ordinal);

    public static bool Verify(string password, string hash)
    {
        if (hash.Split('$') is not [_, var count, { Length: > 0 } salt, { Length: > 0 } digest]
            || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int iterations)
            || iterations is < 1 or > MaxIterations)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        if (!Convert.TryFromBase64String(digest, expected, out int length) || length != expected.Length)
        {
            return false;
        }

        byte[] actual = Rfc2898DeriveBytes.Pbkdf2(
            password,
            Encoding.UTF8.GetBytes(salt),
            iterations,
            HashAlgorithmName.SHA256,
            expected.Length);
        return CryptographicOperations.FixedTimeEquals(actual, expected);
    }
}
