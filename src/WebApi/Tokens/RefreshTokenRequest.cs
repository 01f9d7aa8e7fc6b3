using System.ComponentModel.DataAnnotations;
using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Tokens.BlacklistRefreshToken;
using CleanAuth.Application.Tokens.RefreshTokenPair;

namespace CleanAuth.WebApi.Tokens;

/// <summary>A refresh token.</summary>
public sealed record RefreshTokenRequest
{
    /// <summary>The token, as it was issued.</summary>
    [Required]
    public Field<string> Refresh { get; init; }

    public RefreshTokenPairCommand ToRefreshCommand() => new(Refresh.Trimmed());

    public BlacklistRefreshTokenCommand ToBlacklistCommand(Guid? callerId = null) => new(Refresh.Trimmed(), callerId);
}
