using System.Security.Cryptography;

namespace CleanAuth.Domain;

internal static class RandomId
{
    /// <summary>Returns 128 random bits; a version-4 UUID has only 122.</summary>
    public static Guid Create() => new(RandomNumberGenerator.GetBytes(16));
}
