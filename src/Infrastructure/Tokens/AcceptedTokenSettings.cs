using System.Text;
using CleanAuth.Infrastructure.Tokens.SigningKeys;
using Microsoft.IdentityModel.Tokens;

namespace CleanAuth.Infrastructure.Tokens;

/// <summary>
/// Settings under which tokens are accepted: the current ones, or an entry of <c>Tokens:Former</c>. Algorithm, key, issuer and
/// audience belong together: a token that mixes parts of two settings is refused (RFC 8725 sections 3.1, 3.8 and 3.9).
/// </summary>
internal sealed class AcceptedTokenSettings
{
    private readonly SigningKeyRing keys;
    private readonly string algorithm;
    private readonly SymmetricSecurityKey? formerSecret;
    private readonly DateTimeOffset until;

    private AcceptedTokenSettings(
        SigningKeyRing keys,
        JwtAlgorithm algorithm,
        string? formerSecret,
        DateTimeOffset until,
        TokenValidationParameters parameters)
    {
        this.keys = keys;
        this.algorithm = $"{algorithm}";
        this.formerSecret = formerSecret is null ? null : new SymmetricSecurityKey(Encoding.UTF8.GetBytes(formerSecret));
        this.until = until;
        Parameters = parameters;
    }

    /// <summary>The claims that the library checks.</summary>
    public TokenValidationParameters Parameters { get; }

    /// <summary>Returns the current settings first, then the former ones.</summary>
    public static AcceptedTokenSettings[] Create(
        JwtOptions options,
        SigningKeyRing keys,
        Func<string, string, TokenValidationParameters> parameters) =>
    [
        new(keys, options.Algorithm, formerSecret: null, DateTimeOffset.MaxValue, parameters(options.Issuer, options.Audience)),
        .. options.Former.Select(former => new AcceptedTokenSettings(
            keys,
            former.Algorithm!.Value,
            former.SigningKey,
            former.Until!.Value,
            parameters(former.Issuer ?? options.Issuer, former.Audience ?? options.Audience))),
    ];

    /// <summary>Returns whether a key of these settings signed the token. Claims are not checked.</summary>
    public bool IsSigner(CompactJws jws, DateTimeOffset now) =>
        now < until
        && KeyOf(jws.KeyId) is { } key
        && jws.IsSignedBy(key, algorithm);

    /// <summary>Returns whether these settings still accept tokens of a key. An id belongs to one key for ever.</summary>
    public bool HasKey(string? keyId, DateTimeOffset now) => now < until && KeyOf(keyId) is not null;

    private SecurityKey? KeyOf(string? keyId)
    {
        if (formerSecret is null)
        {
            return keys.Find(keyId, algorithm);
        }

        // Tokens of a shared secret have no key id.
        return string.IsNullOrEmpty(keyId) ? formerSecret : null;
    }
}
