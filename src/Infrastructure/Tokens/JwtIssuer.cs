using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;
using CleanAuth.Infrastructure.Tokens.SigningKeys;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CleanAuth.Infrastructure.Tokens;

/// <summary>Writes and signs tokens: first the claims of SimpleJWT in its order, then those of RFC 9068.</summary>
internal sealed class JwtIssuer(
    SigningKeyRing keys,
    JwtOptions options,
    TimeProvider clock,
    IEnumerable<IAccessTokenClaims> customClaims) : ITokenIssuer
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private static readonly Dictionary<string, object> AccessHeader = new() { ["typ"] = TokenClaims.AccessHeader };
    private static readonly Dictionary<string, object> RefreshHeader = new() { ["typ"] = TokenClaims.RefreshHeader };

    public string SerializeRefreshToken(RefreshToken token) => Sign(RefreshHeader, writer => WriteClaims(
        writer,
        TokenClaims.RefreshType,
        token.Id,
        token.UserId,
        token.SessionId,
        token.IssuedAt,
        token.ExpiresAt));

    public string IssueAccessToken(User user, Guid sessionId, DateTimeOffset sessionExpiresAt) =>
        IssueAccessToken(user, sessionId, sessionExpiresAt, writeRights: _ => { });

    // Use the epoch of the account that the caller has checked, not of the rights that were read later. Otherwise the token would
    // outlive a password change between the two reads.
    public string IssueAccessToken(User user, Guid sessionId, DateTimeOffset sessionExpiresAt, Rights rights) =>
        IssueAccessToken(user, sessionId, sessionExpiresAt, writer => WriteRights(writer, rights));

    private static void WriteRights(Utf8JsonWriter writer, Rights rights)
    {
        WriteList(writer, TokenClaims.Groups, rights.Groups.Select(group => group.Name));
        WriteList(writer, TokenClaims.Permissions, rights.Effective().Names);
        writer.WriteBoolean(TokenClaims.IsStaff, rights.User.IsStaff);
        writer.WriteBoolean(TokenClaims.IsSuperuser, rights.User.IsSuperuser);
    }

    // Escape only what JSON requires, because the size of names in a token is limited (Group.MaxNameBytes).
    private static void WriteList(Utf8JsonWriter writer, string claim, IEnumerable<string> names)
    {
        writer.WriteStartArray(claim);
        foreach (string name in names)
        {
            writer.WriteStringValue(JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping));
        }

        writer.WriteEndArray();
    }

    private string IssueAccessToken(
        User user,
        Guid sessionId,
        DateTimeOffset sessionExpiresAt,
        Action<Utf8JsonWriter> writeRights) => Sign(AccessHeader, writer =>
    {
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset expiresAt = now + options.AccessTokenLifetime;
        Guid id = new(RandomNumberGenerator.GetBytes(16));
        WriteClaims(writer, TokenClaims.AccessType, id, user.Id, sessionId, now, expiresAt < sessionExpiresAt ? expiresAt : sessionExpiresAt);
        writer.WriteNumber(TokenClaims.Epoch, user.SessionEpoch);
        writeRights(writer);
        if (options.IncludeEmailVerified)
        {
            writer.WriteBoolean(TokenClaims.EmailVerified, user.IsEmailVerified);
        }

        WriteCustomClaims(writer, user);
    });

    private void WriteClaims(
        Utf8JsonWriter writer,
        string type,
        Guid id,
        Guid userId,
        Guid sessionId,
        DateTimeOffset issuedAt,
        DateTimeOffset expiresAt)
    {
        writer.WriteString(TokenClaims.TokenType, type);
        writer.WriteNumber("exp", expiresAt.ToUnixTimeSeconds());
        writer.WriteNumber("iat", issuedAt.ToUnixTimeSeconds());
        writer.WriteString(TokenClaims.Id, id.ToString("n"));
        writer.WriteString(TokenClaims.UserId, userId);
        writer.WriteString("iss", options.Issuer);
        writer.WriteString("aud", options.Audience);
        writer.WriteString(TokenClaims.Subject, userId);
        writer.WriteString(TokenClaims.SessionId, sessionId.ToString("n"));
    }

    private void WriteCustomClaims(Utf8JsonWriter writer, User user)
    {
        foreach ((string name, object? value) in customClaims.SelectMany(source => source.ClaimsOf(user)))
        {
            if (TokenClaims.Reserved.Contains(name))
            {
                throw new InvalidOperationException(
                    $"The claim '{name}' is reserved. Remove it from the IAccessTokenClaims implementation.");
            }

            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, value);
        }
    }

    private string Sign(Dictionary<string, object> header, Action<Utf8JsonWriter> writeClaims)
    {
        ArrayBufferWriter<byte> claims = new(512);
        using (Utf8JsonWriter writer = new(claims))
        {
            writer.WriteStartObject();
            writeClaims(writer);
            writer.WriteEndObject();
        }

        return Handler.CreateToken(Encoding.UTF8.GetString(claims.WrittenSpan), keys.Current, header);
    }
}
