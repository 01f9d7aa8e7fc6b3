using System.Security.Cryptography;
using System.Text;

namespace CleanAuth.Infrastructure.Tokens;

/// <summary>The settings of the last start that decide which tokens are valid. The table has one row.</summary>
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
    public string? SecretMark { get; private set; }

    public static LastTokenSettings Of(string issuer, string audience, JwtAlgorithm algorithm, string? secret) => new()
    {
        Id = OnlyId,
        Issuer = issuer,
        Audience = audience,
        Algorithm = $"{algorithm}",
        SecretMark = algorithm == JwtAlgorithm.HS256 ? MarkOf(secret!) : null,
    };

    /// <summary>Returns whether both settings accept the same tokens.</summary>
    public bool Equal(LastTokenSettings other) =>
        (Issuer, Audience, Algorithm, SecretMark) == (other.Issuer, other.Audience, other.Algorithm, other.SecretMark);

    private static string MarkOf(string secret) =>
        Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), "CleanAuth.UsedTokenSettings.v1"u8));
}
