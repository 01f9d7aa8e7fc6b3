using CleanAuth.Application;
using CleanAuth.Application.Tokens.BlacklistRefreshToken;
using CleanAuth.Application.Tokens.RefreshTokenPair;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Tokens;

/// <summary>A refresh token. In cookie mode there is no body: the token is in the cookie.</summary>
public sealed record RefreshTokenRequest
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static object Example => new { Refresh = ExampleData.RefreshToken };

    /// <summary>The token. It is required, except in cookie mode.</summary>
    public Field<string> Refresh { get; init; }

    /// <summary>Whether the token is from the cookie of the caller's browser, so that its possession is enough to log out.</summary>
    internal bool IsFromCookie { get; private init; }

    internal static RefreshTokenRequest OfCookie(string token) => new() { Refresh = token, IsFromCookie = true };

    public RefreshTokenPairCommand ToRefreshCommand() => new(Refresh.Trimmed());

    public BlacklistRefreshTokenCommand ToBlacklistCommand(Guid? callerId = null) => 
        new(Refresh.Trimmed(), IsFromCookie ? null : callerId);
}
