using CleanAuth.Application.Tokens.GetOpenIdConfiguration;
using CleanAuth.Application.Tokens.GetPublicKeys;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.Tokens;

/// <summary>The keys and the metadata with which other services verify tokens.</summary>
[ApiController, Route(".well-known"), Authorize, Tags("Discovery")]
public sealed class WellKnownController(IMediator mediator) : ControllerBase
{
    // Must be shorter than the time for which a new key is published before it signs.
    private const int MaxAgeSeconds = 300;

    /// <summary>Returns the public keys that verify tokens (RFC 7517); none if tokens are signed with a shared secret.</summary>
    /// <response code="200">The key set.</response>
    [HttpGet("jwks.json"), HttpHead("jwks.json"), AllowAnonymous]
    [EnableRateLimiting(NetworkLimits.Tokens), ResponseCache(Duration = MaxAgeSeconds)]
    [ProducesResponseType<JsonWebKeySetDto>(StatusCodes.Status200OK)]
    public Task<JsonWebKeySetDto> GetPublicKeys(CancellationToken cancellationToken) =>
        mediator.Send(new GetPublicKeysQuery(), cancellationToken);

    /// <summary>
    /// Returns the issuer and the URL of the keys (RFC 8414), so that an ASP.NET service needs only the setting <c>Authority</c>.
    /// </summary>
    /// <response code="200">The metadata.</response>
    [HttpGet("openid-configuration"), HttpHead("openid-configuration"), AllowAnonymous]
    [EnableRateLimiting(NetworkLimits.Tokens), ResponseCache(Duration = MaxAgeSeconds)]
    [ProducesResponseType<OpenIdConfigurationDto>(StatusCodes.Status200OK)]
    public Task<OpenIdConfigurationDto> GetDiscovery(CancellationToken cancellationToken) =>
        mediator.Send(new GetOpenIdConfigurationQuery(), cancellationToken);
}
