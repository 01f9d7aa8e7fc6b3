using System.Security.Cryptography;
using System.Text;

namespace CleanAuth.Infrastructure.Tokens;

/// <summary>The settings at the last start that decide which tokens are valid. The table has one row.</summary>
internal sealed class LastTokenSettings
{
    public const int OnlyId = 1;

    private LastTokenSettings()
    {
        // for EF Core
    }

    public int Id { get; private set; }

    public string Issuer { get; private set; } = null!;

    public string Audience { get; private set; } = null!;

    public string Algorithm { get; private set; } = null!;

    /// <summary>A keyed hash that detects a change of the HS256 secret. It reveals no more about the secret than a token does.</summary>
    public string? SecretHash { get; private set; }

    public static LastTokenSettings Create(string issuer, string audience, JwtAlgorithm algorithm, string? secret) => new()
    {
        Id = OnlyId,
        Issuer = issuer,
        Audience = audience,
        Algorithm = $"{algorithm}",
        SecretHash = algorithm == JwtAlgorithm.HS256 ? HashOf(secret!) : null,
    };

    /// <summary>Returns whether both settings accept the same tokens.</summary>
    public bool AcceptsSameTokensAs(LastTokenSettings other) =>
        (Issuer, Audience, Algorithm, SecretHash) == (other.Issuer, other.Audience, other.Algorithm, other.SecretHash);

    private static string HashOf(string secret) =>
        Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), "CleanAuth.UsedTokenSettings.v1"u8));
}
