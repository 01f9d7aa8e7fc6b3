using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CleanAuth.Benchmarks.Baseline;

/// <summary>Signs tokens with as many claims as the service, in the way that the documentation of the library shows.</summary>
public sealed class BaselineTokenIssuer
{
    public const string Issuer = "http://localhost:5080";
    public const string Audience = "cleanauth";

    private readonly JsonWebTokenHandler handler = new();
    private readonly SigningCredentials credentials;

    public BaselineTokenIssuer(ECDsa key)
    {
        ECDsaSecurityKey named = new(key);
        named.KeyId = Base64UrlEncoder.Encode(named.ComputeJwkThumbprint());
        credentials = new SigningCredentials(named, SecurityAlgorithms.EcdsaSha256);
    }

    public string Sign(Guid id)
    {
        string userId = Guid.NewGuid().ToString();
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            TokenType = "at+jwt",
            Expires = DateTime.UtcNow.AddHours(1),
            SigningCredentials = credentials,
            Claims = new Dictionary<string, object>
            {
                ["token_type"] = "access",
                ["jti"] = id.ToString("n"),
                ["user_id"] = userId,
                ["sub"] = userId,
                ["sid"] = Guid.NewGuid().ToString("n"),
            },
        });
    }
}
