using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Tokens.BlacklistRefreshToken;

/// <summary>Blacklists a refresh token and ends its session.</summary>
/// <param name="Refresh">The token.</param>
/// <param name="CallerId">The caller, who must own the token. Null if possession is enough.</param>
public sealed record BlacklistRefreshTokenCommand(Field<string> Refresh, Guid? CallerId = null) : IRequest;
