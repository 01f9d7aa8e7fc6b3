using CleanAuth.Application.Tokens.GetOpenIdConfiguration;
using CleanAuth.Application.Tokens.GetPublicKeys;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.Tokens;

/// <summary>What other services need to verify tokens by themselves.</summary>
[ApiController, Route(".well-known"), AllowAnonymous, Tags("Discovery"), EnableRateLimiting(NetworkLimits.Tokens)]
public sealed class WellKnownController(IMediator mediator) : ControllerBase
{
    // Shorter than the time that a new key is published before it signs.
    private const int MaxAgeSeconds = 300;

    /// <summary>Reads the public keys that verify tokens (RFC 7517); none where a secret is shared.</summary>
    /// <response code="200">The key set.</response>
    [HttpGet("jwks.json"), HttpHead("jwks.json"), ResponseCache(Duration = MaxAgeSeconds)]
    [ProducesResponseType<JsonWebKeySetDto>(StatusCodes.Status200OK)]
    public Task<JsonWebKeySetDto> GetPublicKeys(CancellationToken cancellationToken) =>
        mediator.Send(new GetPublicKeysQuery(), cancellationToken);

    /// <summary>Reads the issuer and where its keys are (RFC 8414), so that another service needs only <c>Authority</c>.</summary>
    /// <response code="200">The metadata.</response>
    [HttpGet("openid-configuration"), HttpHead("openid-configuration"), ResponseCache(Duration = MaxAgeSeconds)]
    [ProducesResponseType<OpenIdConfigurationDto>(StatusCodes.Status200OK)]
    public Task<OpenIdConfigurationDto> GetDiscovery(CancellationToken cancellationToken) =>
        mediator.Send(new GetOpenIdConfigurationQuery(), cancellationToken);
}
