using System.ComponentModel.DataAnnotations;

namespace CleanAuth.Infrastructure.Tokens;

/// <summary>An entry of <c>Tokens:Former</c>: tokens that were issued under other settings are accepted until a given time.</summary>
public sealed record FormerTokenOptions
{
    /// <summary>The <c>iss</c> claim of these tokens; by default <c>Tokens:Issuer</c>.</summary>
    public string? Issuer { get; init; }

    /// <summary>The <c>aud</c> claim of these tokens; by default <c>Tokens:Audience</c>.</summary>
    public string? Audience { get; init; }

    /// <summary>The only algorithm of these tokens. The keys of ES256 are in the database.</summary>
    public JwtAlgorithm? Algorithm { get; init; }

    /// <summary>The secret of HS256.</summary>
    public string? SigningKey { get; init; }

    /// <summary>The time from which the tokens are refused and this entry is ignored.</summary>
    public DateTimeOffset? Until { get; init; }

    public override string ToString() => nameof(FormerTokenOptions);

    internal IEnumerable<ValidationResult> Validate(string name)
    {
        if (Issuer is not null && string.IsNullOrWhiteSpace(Issuer))
        {
            yield return new($"Set {name}:Issuer to the iss claim of the former tokens, or remove it if it equals Tokens:Issuer.");
        }

        if (Audience is not null && string.IsNullOrWhiteSpace(Audience))
        {
            yield return new($"Set {name}:Audience to the aud claim of the former tokens, or remove it if it equals Tokens:Audience.");
        }

        if (Algorithm is not (JwtAlgorithm.ES256 or JwtAlgorithm.HS256))
        {
            yield return new($"Set {name}:Algorithm to the algorithm of the former tokens: ES256 or HS256.");
        }

        if (Algorithm == JwtAlgorithm.HS256 && !JwtOptions.IsStrong(SigningKey))
        {
            yield return new($"{name}:Algorithm is HS256, so set {name}:SigningKey to the former secret of at least 32 random bytes.");
        }

        if (Algorithm == JwtAlgorithm.ES256 && !string.IsNullOrEmpty(SigningKey))
        {
            yield return new($"{name}:Algorithm is ES256, whose keys are in the database: remove {name}:SigningKey.");
        }

        if (Until is null)
        {
            yield return new($"Set {name}:Until to the time from which the former tokens are refused, such as 2027-01-31T00:00:00Z.");
        }
    }
}
