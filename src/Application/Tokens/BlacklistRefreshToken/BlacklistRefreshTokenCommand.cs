using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Tokens.BlacklistRefreshToken;

/// <summary>Makes a refresh token useless, and the whole session that it belongs to.</summary>
/// <param name="Refresh">The token.</param>
/// <param name="CallerId">The caller, who must own the token. Null if possession is enough.</param>
public sealed record BlacklistRefreshTokenCommand(Field<string> Refresh, Guid? CallerId = null) : IRequest;
