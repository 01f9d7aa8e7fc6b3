using CleanAuth.Application.Abstractions.Tokens;
using MediatR;

namespace CleanAuth.Application.Tokens.GetPublicKeys;

internal sealed class GetPublicKeysHandler(ISigningKeyManager keys) : IRequestHandler<GetPublicKeysQuery, JsonWebKeySetDto>
{
    public Task<JsonWebKeySetDto> Handle(GetPublicKeysQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(new JsonWebKeySetDto(keys.Published()));
}
