using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CleanAuth.Infrastructure.Tokens;

/// <summary>Writes the claims of SimpleJWT in its order, then those of RFC 9068, and signs them with the current key.</summary>
internal sealed class JwtIssuer(SigningKeyRing keys, JwtOptions options, TimeProvider clock) : ITokenIssuer
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private static readonly Dictionary<string, object> AccessHeader = new() { ["typ"] = TokenClaims.AccessHeader };
    private static readonly Dictionary<string, object> RefreshHeader = new() { ["typ"] = TokenClaims.RefreshHeader };

    public string WriteRefreshToken(RefreshToken token) => Sign(
        Claims(TokenClaims.RefreshType, token.Id, token.UserId, token.SessionId, token.IssuedAt, token.ExpiresAt, epoch: null),
        RefreshHeader);

    public string IssueAccessToken(User user, Guid sessionId)
    {
        DateTimeOffset now = clock.GetUtcNow();
        Guid id = new(RandomNumberGenerator.GetBytes(16));
        return Sign(
            Claims(TokenClaims.AccessType, id, user.Id, sessionId, now, now + options.AccessTokenLifetime, user.Epoch),
            AccessHeader);
    }

    private string Sign(string claims, Dictionary<string, object> header) =>
        Handler.CreateToken(claims, keys.Current, header);

    private string Claims(
        string type,
        Guid id,
        Guid userId,
        Guid sessionId,
        DateTimeOffset issuedAt,
        DateTimeOffset expiresAt,
        int? epoch)
    {
        ArrayBufferWriter<byte> buffer = new(512);
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString(TokenClaims.TokenType, type);
            writer.WriteNumber("exp", expiresAt.ToUnixTimeSeconds());
            writer.WriteNumber("iat", issuedAt.ToUnixTimeSeconds());
            writer.WriteString(TokenClaims.Id, id.ToString("n"));
            writer.WriteString(TokenClaims.UserId, userId);
            writer.WriteString("iss", options.Issuer);
            writer.WriteString("aud", options.Audience);
            writer.WriteString(TokenClaims.Subject, userId);
            writer.WriteString(TokenClaims.SessionId, sessionId.ToString("n"));
            if (epoch is { } number)
            {
                writer.WriteNumber(TokenClaims.Epoch, number);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
