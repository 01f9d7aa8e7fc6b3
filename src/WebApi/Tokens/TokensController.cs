using CleanAuth.Application.Tokens;
using CleanAuth.Application.Tokens.RefreshTokenPair;
using CleanAuth.WebApi.Login;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.Tokens;

/// <summary>Obtaining, refreshing, checking and ending tokens. Possession of a token is all that counts here.</summary>
[ApiController, Route("api/token"), AllowAnonymous, Tags("Tokens"), EnableRateLimiting(NetworkLimits.Tokens)]
public sealed class TokensController(IMediator mediator) : ControllerBase
{
    /// <summary>Exchanges an email address and a password for a pair of tokens.</summary>
    /// <response code="200">The tokens of a new session.</response>
    /// <response code="400">The input breaks a rule.</response>
    /// <response code="401">No active account has this address and password.</response>
    [HttpPost, EnableRateLimiting(NetworkLimits.Credentials)]
    [ProducesResponseType<TokenPair>(StatusCodes.Status200OK)]
    public Task<TokenPair> Obtain(ObtainTokenPairRequest credentials, CancellationToken cancellationToken) =>
        mediator.Send(credentials.ToCommand(), cancellationToken);

    /// <summary>Buys a new access token, and a new refresh token when tokens rotate; the one that was sent is then used up.</summary>
    /// <response code="200">The new tokens of the session.</response>
    /// <response code="400">The input breaks a rule.</response>
    /// <response code="401">The token is not good, or its account is deleted or deactivated.</response>
    [HttpPost("refresh")]
    [ProducesResponseType<RefreshedTokensDto>(StatusCodes.Status200OK)]
    public Task<RefreshedTokensDto> Refresh(RefreshTokenRequest token, CancellationToken cancellationToken) =>
        mediator.Send(token.ToRefreshCommand(), cancellationToken);

    /// <summary>Says whether a token of either kind would be accepted now.</summary>
    /// <response code="200">It would.</response>
    /// <response code="400">The input breaks a rule.</response>
    /// <response code="401">It would not.</response>
    [HttpPost("verify")]
    [ProducesResponseType<Unit>(StatusCodes.Status200OK)]
    public Task<Unit> Verify(VerifyTokenRequest token, CancellationToken cancellationToken) =>
        mediator.Send(token.ToQuery(), cancellationToken);

    /// <summary>Makes a refresh token useless.</summary>
    /// <response code="200">It is useless from now on.</response>
    /// <response code="400">The input breaks a rule.</response>
    /// <response code="401">The token is not good (any more).</response>
    [HttpPost("blacklist")]
    [ProducesResponseType<Unit>(StatusCodes.Status200OK)]
    public Task<Unit> Blacklist(RefreshTokenRequest token, CancellationToken cancellationToken) =>
        mediator.Send(token.ToBlacklistCommand(), cancellationToken);
}
