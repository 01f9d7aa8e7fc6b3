using MediatR;

namespace CleanAuth.Application.Tokens.GetDiscovery;

internal sealed class GetDiscoveryHandler(TokenOptions options) : IRequestHandler<GetDiscoveryQuery, DiscoveryDto>
{
    public Task<DiscoveryDto> Handle(GetDiscoveryQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(new DiscoveryDto(options.Issuer, $"{options.Issuer.TrimEnd('/')}/.well-known/jwks.json", []));
}
