using MediatR;

namespace CleanAuth.Application.Tokens.GetOpenIdConfiguration;

internal sealed class GetOpenIdConfigurationHandler(TokenOptions options)
    : IRequestHandler<GetOpenIdConfigurationQuery, OpenIdConfigurationDto>
{
    public Task<OpenIdConfigurationDto> Handle(GetOpenIdConfigurationQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(new OpenIdConfigurationDto(options.Issuer, $"{options.Issuer.TrimEnd('/')}/.well-known/jwks.json", []));
}
