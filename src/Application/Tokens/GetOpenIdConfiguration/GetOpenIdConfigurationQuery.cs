using MediatR;

namespace CleanAuth.Application.Tokens.GetOpenIdConfiguration;

/// <summary>Reads what another service needs to trust tokens of this one.</summary>
public sealed record GetOpenIdConfigurationQuery : IRequest<OpenIdConfigurationDto>;

/// <summary>Metadata (RFC 8414 section 2), as far as they are true here: this is no authorization server for third parties.</summary>
/// <param name="Issuer">The <c>iss</c> claim.</param>
/// <param name="JwksUri">Where the keys are.</param>
/// <param name="ResponseTypesSupported">None.</param>
public sealed record OpenIdConfigurationDto(string Issuer, string JwksUri, IReadOnlyList<string> ResponseTypesSupported)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static OpenIdConfigurationDto Example => new("https://auth.example.com", "https://auth.example.com/.well-known/jwks.json", []);
}
