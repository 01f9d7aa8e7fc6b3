using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CleanAuth.Domain;

/// <summary>What is told to one person only. The service stores its hash, so that nobody who reads the store can use it.</summary>
public static class RandomSecret
{
    private const int Bytes = 32;

    /// <summary>256 random bits in base64url: 43 characters.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The SHA-256 of a secret in hexadecimal digits. What is random needs neither salt nor slow hash.</summary>
    public static string HashOf(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
