using System.ComponentModel.DataAnnotations;
using CleanAuth.Application;
using CleanAuth.Application.Tokens.BlacklistRefreshToken;
using CleanAuth.Application.Tokens.RefreshTokenPair;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Tokens;

/// <summary>A refresh token.</summary>
public sealed record RefreshTokenRequest
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static object Example => new { Refresh = ExampleData.RefreshToken };

    /// <summary>The token.</summary>
    [Required]
    public Field<string> Refresh { get; init; }

    public RefreshTokenPairCommand ToRefreshCommand() => new(Refresh.Trimmed());

    public BlacklistRefreshTokenCommand ToBlacklistCommand(Guid? callerId = null) => new(Refresh.Trimmed(), callerId);
}
