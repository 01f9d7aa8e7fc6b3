using System.Collections.Frozen;

namespace CleanAuth.Infrastructure.Tokens;

/// <summary>The names in the tokens of this service, from SimpleJWT, RFC 7519 and OpenID Connect.</summary>
internal static class TokenClaims
{
    public const string TokenType = "token_type";
    public const string UserId = "user_id";
    public const string SessionId = "sid";
    public const string Epoch = "epoch";
    public const string Id = "jti";
    public const string Subject = "sub";
    public const string Groups = "groups";
    public const string Permissions = "permissions";
    public const string IsStaff = "is_staff";
    public const string IsSuperuser = "is_superuser";
    public const string EmailVerified = "email_verified";

    public static readonly FrozenSet<string> Reserved = FrozenSet.Create(
        StringComparer.Ordinal,
        TokenType,
        "exp",
        "iat",
        "nbf",
        Id,
        UserId,
        "iss",
        "aud",
        Subject,
        SessionId,
        Epoch,
        Groups,
        Permissions,
        IsStaff,
        IsSuperuser,
        EmailVerified);

    public const string AccessType = "access";
    public const string RefreshType = "refresh";

    /// <summary>RFC 9068 section 2.1.</summary>
    public const string AccessHeader = "at+jwt";
    public const string RefreshHeader = "rt+jwt";
}
