using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Tokens.BlacklistRefreshToken;

/// <summary>Makes a refresh token useless, and the whole session that it belongs to.</summary>
/// <param name="Refresh">The token.</param>
/// <param name="CallerId">Who logs out; then the token must be their own. Null where possession alone counts.</param>
public sealed record BlacklistRefreshTokenCommand(Field<string> Refresh, Guid? CallerId = null) : IRequest;
