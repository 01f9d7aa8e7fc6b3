using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Tokens.BlacklistRefreshToken;
using CleanAuth.Application.Tokens.RefreshTokenPair;

namespace CleanAuth.WebApi.Tokens;

/// <summary>A refresh token.</summary>
public sealed record RefreshTokenRequest
{
    /// <summary>The token, as it was issued.</summary>
    /// <example>eyJhbGciOiJFUzI1NiIsInR5cCI6InJ0K2p3dCJ9.eyJ0b2tlbl90eXBlIjoicmVmcmVzaCJ9.c2lnbmF0dXJl</example>
    public Field<string> Refresh { get; init; }

    public RefreshTokenPairCommand ToRefreshCommand() => new(Refresh.Trimmed());

    public BlacklistRefreshTokenCommand ToBlacklistCommand(Guid? callerId = null) => new(Refresh.Trimmed(), callerId);
}
