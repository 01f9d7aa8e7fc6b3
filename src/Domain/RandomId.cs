using System.Security.Cryptography;

namespace CleanAuth.Domain;

internal static class RandomId
{
    /// <summary>Returns 128 random bits. <see cref="Guid.NewGuid"/> fixes six of its bits.</summary>
    public static Guid Create() => new(RandomNumberGenerator.GetBytes(16));
}
