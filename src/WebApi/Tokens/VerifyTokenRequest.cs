using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Tokens.VerifyToken;

namespace CleanAuth.WebApi.Tokens;

/// <summary>A token of either kind.</summary>
public sealed record VerifyTokenRequest
{
    /// <summary>The token, as it was issued.</summary>
    /// <example>eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJ0b2tlbl90eXBlIjoiYWNjZXNzIn0.c2lnbmF0dXJl</example>
    public Field<string> Token { get; init; }

    public VerifyTokenQuery ToQuery() => new(Token.Trimmed());
}
