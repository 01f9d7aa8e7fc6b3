using System.Security.Cryptography;

namespace CleanAuth.Domain;

internal static class RandomId
{
    /// <summary>128 random bits; a version-4 UUID has six fewer.</summary>
    public static Guid Create() => new(RandomNumberGenerator.GetBytes(16));
}
