using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Errors;
using CleanAuth.Infrastructure.Tokens.SigningKeys;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CleanAuth.Infrastructure.Tokens;

/// <summary>
/// Verifies the tokens of <see cref="JwtIssuer"/>: the format, the signature, the claims of RFC 7519, then the claims of this service.
/// </summary>
internal sealed class JwtVerifier : ITokenVerifier
{
    // Refuse tokens from the future, which the holder of a leaked key could sign in advance. Tolerate minutes, so that users stay logged
    // in when the clock is set back.
    private static readonly TimeSpan MaxAhead = TimeSpan.FromMinutes(15);

    // Times in tokens are whole seconds.
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(1);

    private static readonly JsonWebTokenHandler Handler = new()
    {
        MapInboundClaims = false,
        MaximumTokenSizeInBytes = 16 * 1024,
    };

    private readonly JwtOptions options;
    private readonly TimeProvider clock;
    private readonly AccessTokenCache cache;
    private readonly AcceptedTokenSettings[] accepted;

    public JwtVerifier(SigningKeyRing keys, JwtOptions options, TimeProvider clock, AccessTokenCache cache)
    {
        this.options = options;
        this.clock = clock;
        this.cache = cache;
        accepted = AcceptedTokenSettings.Create(options, keys, Parameters);
    }

    public async Task<VerifiedToken> VerifyRefreshTokenAsync(string token) =>
        (await VerifyAsync(token, TokenKind.Refresh)).Token;

    public async Task<VerifiedToken> VerifyAsync(string token) => (await VerifyAsync(token, expected: null)).Token;

    /// <summary>Verifies an access token. If it was verified before, only what may have changed since is checked.</summary>
    public async Task<VerifiedJwt> VerifyAccessTokenAsync(string token)
    {
        if (cache.Find(token) is { } known && IsStillValid(known))
        {
            return known;
        }

        VerifiedJwt verified = await VerifyAsync(token, TokenKind.Access);
        cache.Add(token, verified);
        return verified;
    }

    /// <summary>
    /// Returns the settings whose key signed the token. Several settings may share the ES256 keys. Claims are not checked.
    /// </summary>
    internal IEnumerable<AcceptedTokenSettings> SignersOf(CompactJws jws) =>
        accepted.Where(settings => settings.IsSigner(jws, clock.GetUtcNow()));

    private bool IsStillValid(VerifiedJwt known) =>
        known.Settings.HasKey(known.KeyId, clock.GetUtcNow())
        && IsWithin(known.NotBefore, known.Expires)
        && !IsAhead(known.IssuedAt);

    private async Task<VerifiedJwt> VerifyAsync(string text, TokenKind? expected)
    {
        if (!CompactJws.TryRead(text, out CompactJws? jws))
        {
            throw new TokenNotValidException(TokenNotValidException.InvalidOrExpired);
        }

        // Parse the payload only if a key has signed it.
        AcceptedTokenSettings[] signers = [.. SignersOf(jws)];
        if (signers.Length == 0 || !jws.HasObjectPayload())
        {
            throw new TokenNotValidException(TokenNotValidException.InvalidOrExpired);
        }

        Exception? refusal = null;
        foreach (AcceptedTokenSettings settings in signers)
        {
            TokenValidationResult result = await Handler.ValidateTokenAsync(text, settings.Parameters);
            if (result.IsValid)
            {
                JsonWebToken jwt = (JsonWebToken)result.SecurityToken;
                return new VerifiedJwt(
                    Read(jwt, expected),
                    settings,
                    jws.KeyId,
                    jwt.IssuedAt,
                    jwt.ValidFrom == DateTime.MinValue ? null : jwt.ValidFrom,
                    jwt.ValidTo);
            }

            refusal = result.Exception;
        }

        throw new TokenNotValidException(
            refusal is SecurityTokenNoExpirationException ? TokenNotValidException.NoExpiration : TokenNotValidException.InvalidOrExpired,
            refusal);
    }

    private VerifiedToken Read(JsonWebToken jwt, TokenKind? expected)
    {
        if (!jwt.TryGetPayloadValue(TokenClaims.Id, out string? id) || !Guid.TryParseExact(id, "n", out Guid tokenId))
        {
            throw new TokenNotValidException(TokenNotValidException.NoId);
        }

        if (!jwt.TryGetPayloadValue(TokenClaims.TokenType, out string? type))
        {
            throw new TokenNotValidException(TokenNotValidException.NoType);
        }

        // The header and the claim must agree, so that neither kind can pass for the other (RFC 8725 sections 3.11, 3.12).
        TokenKind kind = (type, jwt.Typ) switch
        {
            (TokenClaims.AccessType, TokenClaims.AccessHeader) => TokenKind.Access,
            (TokenClaims.RefreshType, TokenClaims.RefreshHeader) => TokenKind.Refresh,
            _ => throw new TokenNotValidException(TokenNotValidException.WrongType),
        };
        if (kind != (expected ?? kind))
        {
            throw new TokenNotValidException(TokenNotValidException.WrongType);
        }

        if (!HasPlausibleIssueTime(jwt, kind))
        {
            throw new TokenNotValidException(TokenNotValidException.InvalidOrExpired);
        }

        if (!jwt.TryGetPayloadValue(TokenClaims.UserId, out string? user) || !Guid.TryParseExact(user, "d", out Guid userId)
            || !jwt.TryGetPayloadValue(TokenClaims.SessionId, out string? session)
            || !Guid.TryParseExact(session, "n", out Guid sessionId))
        {
            throw new TokenNotValidException(TokenNotValidException.NoUser);
        }

        // A token with two different users identifies none.
        return jwt.Subject == user
            ? new VerifiedToken(tokenId, kind, userId, sessionId, EpochOf(jwt))
            : throw AccountUnavailableException.NotFound();
    }

    private static int? EpochOf(JsonWebToken jwt) => jwt.TryGetPayloadValue(TokenClaims.Epoch, out int epoch) ? epoch : null;

    private TokenValidationParameters Parameters(string issuer, string audience) => new()
    {
        // SignersOf has verified the signature.
        SignatureValidator = (token, _) => new JsonWebToken(token),
        ValidIssuer = issuer,
        ValidAudience = audience,
        IgnoreTrailingSlashWhenValidatingAudience = false,
        RequireExpirationTime = true,
        LifetimeValidator = (notBefore, expires, _, _) => IsWithin(notBefore, expires),
    };

    private bool IsWithin(DateTime? notBefore, DateTime? expires)
    {
        if (expires is null)
        {
            throw new SecurityTokenNoExpirationException();
        }

        DateTime now = clock.GetUtcNow().UtcDateTime;
        return now < expires + options.ClockSkew && (notBefore is null || now >= notBefore - options.ClockSkew);
    }

    private bool HasPlausibleIssueTime(JsonWebToken jwt, TokenKind kind)
    {
        if (!jwt.TryGetPayloadValue("iat", out long _) || IsAhead(jwt.IssuedAt))
        {
            return false;
        }

        // The database row limits a refresh token. A change of the setting must not invalidate older ones.
        return kind == TokenKind.Refresh || jwt.ValidTo - jwt.IssuedAt <= options.AccessTokenLifetime + Rounding;
    }

    private bool IsAhead(DateTime issuedAt) => issuedAt > clock.GetUtcNow().UtcDateTime + MaxAhead;
}
