using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CleanAuth.Domain;

/// <summary>
/// A random secret that is sent to one recipient. The service stores only the hash, so that a reader of the database cannot use
/// the secret.
/// </summary>
public static class RandomSecret
{
    private const int Bytes = 32;

    /// <summary>256 random bits in base64url: 43 characters.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The SHA-256 of a secret in hexadecimal digits. A random secret needs neither a salt nor a slow hash.</summary>
    public static string HashOf(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
