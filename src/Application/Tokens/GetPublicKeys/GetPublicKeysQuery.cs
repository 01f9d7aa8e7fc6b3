using CleanAuth.Application.Abstractions.Tokens;
using MediatR;

namespace CleanAuth.Application.Tokens.GetPublicKeys;

/// <summary>Reads the keys that other services verify tokens with.</summary>
public sealed record GetPublicKeysQuery : IRequest<JsonWebKeySetDto>;

/// <summary>A JWK set (RFC 7517 section 5).</summary>
public sealed record JsonWebKeySetDto(IReadOnlyList<PublicKey> Keys);
