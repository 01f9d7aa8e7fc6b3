using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;
using CleanAuth.Infrastructure.Tokens;
using CleanAuth.Infrastructure.Tokens.SigningKeys;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace CleanAuth.Infrastructure.IntegrationTests.Tokens;

/// <summary>
/// Issuer and verifier with one key and a fixed time, and a forger with the same key: it signs anything, so that no test is refused
/// only for its signature.
/// </summary>
internal sealed class TokenKit : IDisposable
{
    /// <summary>Long enough for HS512 too, so that such a token is refused only for its algorithm.</summary>
    public static readonly string SharedSecret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));

    public const string KeyId = "key-1";

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TokenKit(
        JwtAlgorithm algorithm = JwtAlgorithm.ES256,
        TimeSpan clockSkew = default,
        FormerTokenOptions? former = null,
        params IAccessTokenClaims[] deployersClaims)
    {
        Options = new JwtOptions
        {
            Algorithm = algorithm,
            SigningKey = SharedSecret,
            Issuer = "https://id.example.com",
            Audience = "cleanauth",
            ClockSkew = clockSkew,
            Former = former is null ? [] : [former],
        };
        Ring = new SigningKeyRing(Clock);
        ECDsaSecurityKey securityKey = new(key) { KeyId = KeyId };
        RingKey ringKey = new(new SigningCredentials(securityKey, SecurityAlgorithms.EcdsaSha256), TestData.Now);
        if (algorithm == JwtAlgorithm.HS256)
        {
            Ring.UseSharedSecret(SharedSecret, formerKeys: former is null ? [] : [ringKey]);
        }
        else
        {
            Ring.Replace([ringKey]);
        }

        Issuer = new JwtIssuer(Ring, Options, Clock, deployersClaims);
        Cache = new AccessTokenCache(Clock);
        Verifier = new JwtVerifier(Ring, Options, Clock, Cache);
        Token = TestData.NewToken(TestData.NewSession(User));
    }

    public JwtOptions Options { get; }

    public FakeTimeProvider Clock { get; } = new(TestData.Now);

    public SigningKeyRing Ring { get; }

    public JwtIssuer Issuer { get; }

    public AccessTokenCache Cache { get; }

    public JwtVerifier Verifier { get; }

    public User User { get; } = TestData.NewUser();

    public RefreshToken Token { get; }

    public byte[] PublicKey => key.ExportSubjectPublicKeyInfo();

    public string Refresh => Issuer.SerializeRefreshToken(Token);

    public string Access => Issuer.IssueAccessToken(User, Token.SessionId, Token.ExpiresAt);

    /// <summary>The refresh token with changed members and a new signature.</summary>
    public string Forge(Action<JsonObject>? header = null, Action<JsonObject>? payload = null) => Forge(Refresh, header, payload);

    /// <summary>The token with changed members and a new signature.</summary>
    public string Forge(string token, Action<JsonObject>? header = null, Action<JsonObject>? payload = null)
    {
        JsonObject forgedHeader = Header(token);
        JsonObject forgedPayload = Payload(token);
        header?.Invoke(forgedHeader);
        payload?.Invoke(forgedPayload);
        return Sign(forgedHeader.ToJsonString(), forgedPayload.ToJsonString());
    }

    /// <summary>The claims of the token, signed with a secret.</summary>
    public static string SignShared(string token, byte[] secret, string? keyId = null, string algorithm = "HS256")
    {
        string signed = $"{HeaderOf(token, algorithm, keyId)}.{token.Split('.')[1]}";
        return $"{signed}.{Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>The claims of the token, signed with the key of ES256 even if another algorithm is current.</summary>
    public string SignElliptic(string token)
    {
        string signed = $"{HeaderOf(token, "ES256", KeyId)}.{token.Split('.')[1]}";
        return $"{signed}.{Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    public string Sign(string header, string payload) => Sign(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(payload));

    public string Sign(byte[] header, byte[] payload)
    {
        string signed = $"{Encode(header)}.{Encode(payload)}";
        return $"{signed}.{Encode(Signature(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>A token with this text as header and payload, and a valid signature.</summary>
    public string SignText(string signed) => $"{signed}.{Encode(Signature(Encoding.UTF8.GetBytes(signed)))}";

    public static JsonObject Header(string token) => Read(token, segment: 0);

    public static JsonObject Payload(string token) => Read(token, segment: 1);

    /// <summary>The JSON text of a segment, unchanged.</summary>
    public static string Text(string token, int segment) =>
        Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token.Split('.')[segment]));

    public static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);

    public void Dispose()
    {
        key.Dispose();
        Cache.Dispose();
    }

    private static string HeaderOf(string token, string algorithm, string? keyId)
    {
        JsonObject header = Header(token);
        header["alg"] = algorithm;
        header.Remove("kid");
        if (keyId is not null)
        {
            header["kid"] = keyId;
        }

        return Encode(Encoding.UTF8.GetBytes(header.ToJsonString()));
    }

    private static JsonObject Read(string token, int segment) =>
        JsonNode.Parse(Text(token, segment))!.AsObject();

    private byte[] Signature(byte[] signed) => Options.Algorithm == JwtAlgorithm.HS256
        ? HMACSHA256.HashData(Encoding.UTF8.GetBytes(SharedSecret), signed)
        : key.SignData(signed, HashAlgorithmName.SHA256);
}
