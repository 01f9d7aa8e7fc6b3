using System.ComponentModel.DataAnnotations;
using System.Text;
using CleanAuth.Application.Tokens;
using CleanAuth.Application.Validation;

namespace CleanAuth.Infrastructure.Tokens;

/// <summary>The section <c>Tokens</c>, including the settings for signing and verification.</summary>
public sealed record JwtOptions : TokenOptions, IValidatableObject
{
    private const int MinimumKeyBytes = 32;
    private const int MinimumDistinctCharacters = 12;

    /// <summary>
    /// ES256: the service creates, stores and publishes the keys. HS256: the service shares a secret with other services.
    /// </summary>
    [EnumDataType(typeof(JwtAlgorithm), ErrorMessage = "Set Tokens:Algorithm to ES256 or HS256.")]
    public JwtAlgorithm Algorithm { get; init; } = JwtAlgorithm.ES256;

    /// <summary>The secret of HS256: 256 random bits or more (RFC 7518 section 3.2).</summary>
    public string? SigningKey { get; init; }

    [Required(ErrorMessage = "Set Tokens:Audience to the name that other services expect in the aud claim.")]
    public string Audience { get; init; } = null!;

    /// <summary>The time between two key rotations.</summary>
    [Duration(
        "01:00:00",
        "3650.00:00:00",
        ErrorMessage = "Set Tokens:KeyRotationPeriod between an hour and ten years, for instance 90.00:00:00.")]
    public TimeSpan KeyRotationPeriod { get; init; } = TimeSpan.FromDays(90);

    /// <summary>
    /// The time between the publication of a key and its first use. It must be longer than other services cache the key set (5 minutes).
    /// </summary>
    [Duration("00:00:00", "30.00:00:00", ErrorMessage = "Set Tokens:KeyPublicationLead between 0 and 30 days, for instance 00:10:00.")]
    public TimeSpan KeyPublicationLead { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The tolerance for clock differences when tokens are verified. Zero by default, because the same service issues and verifies them.
    /// </summary>
    [Duration("00:00:00", "00:05:00", ErrorMessage = "Set Tokens:ClockSkew between 0 and 5 minutes.")]
    public TimeSpan ClockSkew { get; init; } = TimeSpan.Zero;

    /// <summary>The longest time since the last read of the revocations. After it, protected endpoints return 503.</summary>
    [Duration("00:00:02", "01:00:00", ErrorMessage = "Set Tokens:RevocationMaxStaleness between 2 seconds and an hour.")]
    public TimeSpan RevocationMaxStaleness { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Former settings whose tokens are still accepted, so that a change of settings does not log users out.</summary>
    public IReadOnlyList<FormerTokenOptions> Former { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (RefreshTokenLifetime < AccessTokenLifetime)
        {
            yield return new("Set Tokens:RefreshTokenLifetime to at least Tokens:AccessTokenLifetime.");
        }

        if (Algorithm == JwtAlgorithm.HS256 && !IsStrong(SigningKey))
        {
            yield return new(
                "Tokens:Algorithm is HS256, so set Tokens:SigningKey to at least 32 random bytes, "
                + "for instance from `openssl rand -base64 48`.");
        }

        foreach (ValidationResult fault in Former.SelectMany((former, index) => former.Validate($"{Section}:{nameof(Former)}:{index}")))
        {
            yield return fault;
        }
    }

    public override string ToString() => nameof(JwtOptions);

    /// <summary>Returns whether the keys in the database sign or verify.</summary>
    internal bool UsesStoredKeys(DateTimeOffset now) =>
        Algorithm == JwtAlgorithm.ES256 || Former.Any(former => former.Algorithm == JwtAlgorithm.ES256 && now < former.Until);

    internal static bool IsStrong(string? key) =>
        key is not null
        && Encoding.UTF8.GetByteCount(key) >= MinimumKeyBytes
        && key.Distinct().Count() >= MinimumDistinctCharacters;
}

/// <summary>Signature algorithms, by their names in RFC 7518 section 3.1.</summary>
public enum JwtAlgorithm
{
    ES256,
    HS256,
}
