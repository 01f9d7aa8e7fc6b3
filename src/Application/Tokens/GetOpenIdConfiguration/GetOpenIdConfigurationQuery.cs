using MediatR;

namespace CleanAuth.Application.Tokens.GetOpenIdConfiguration;

/// <summary>Returns the metadata with which other services find the issuer and its keys.</summary>
public sealed record GetOpenIdConfigurationQuery : IRequest<OpenIdConfigurationDto>;

/// <summary>The applicable metadata of RFC 8414 section 2: this service is no authorization server for third parties.</summary>
/// <param name="Issuer">The <c>iss</c> claim.</param>
/// <param name="JwksUri">The URL of the public keys.</param>
/// <param name="ResponseTypesSupported">None.</param>
public sealed record OpenIdConfigurationDto(string Issuer, string JwksUri, IReadOnlyList<string> ResponseTypesSupported)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static OpenIdConfigurationDto Example => new("https://auth.example.com", "https://auth.example.com/.well-known/jwks.json", []);
}
