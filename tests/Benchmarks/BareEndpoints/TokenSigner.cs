using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CleanAuth.BareEndpoints;

/// <summary>Signs tokens with as many claims as the service, in the way that the documentation of the library shows.</summary>
public sealed class TokenSigner : IDisposable
{
    public const string Issuer = "https://accounts.example.com";
    public const string Audience = "cleanauth";

    private readonly JsonWebTokenHandler handler = new();
    private readonly ECDsa key;
    private readonly SigningCredentials credentials;

    public TokenSigner(ECDsa key)
    {
        this.key = key;
        Key = new ECDsaSecurityKey(key);
        Key.KeyId = Base64UrlEncoder.Encode(Key.ComputeJwkThumbprint());
        credentials = new SigningCredentials(Key, SecurityAlgorithms.EcdsaSha256);
    }

    public ECDsaSecurityKey Key { get; }

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

    public void Dispose() => key.Dispose();
}
