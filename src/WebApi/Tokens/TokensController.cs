using CleanAuth.Application.Tokens;
using CleanAuth.Application.Tokens.RefreshTokenPair;
using CleanAuth.WebApi.Cookies;
using CleanAuth.WebApi.Errors;
using CleanAuth.WebApi.Login;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.Tokens;

/// <summary>
/// Tokens: obtain, refresh, verify and blacklist. These endpoints act on the token in the body, or in cookie mode in the cookie, and
/// ignore the Authorization header.
/// </summary>
[ApiController, Route("api/token"), Authorize, Tags("Tokens")]
public sealed class TokensController(IMediator mediator) : ControllerBase
{
    /// <summary>Exchanges an email and a password for a pair of tokens.</summary>
    /// <response code="200">The tokens of the new session.</response>
    /// <response code="401">No active account has this email and password.</response>
    [HttpPost, AllowAnonymous, EnableRateLimiting(NetworkLimits.Credentials), SupportsCookieMode]
    [ProducesResponseType<TokenPair>(StatusCodes.Status200OK)]
    [ProducesResponseType<FailureBody>(StatusCodes.Status401Unauthorized)]
    public Task<TokenPair> Obtain(ObtainTokenPairRequest credentials, CancellationToken cancellationToken) =>
        mediator.Send(credentials.ToCommand(), cancellationToken);

    /// <summary>
    /// Exchanges a refresh token for a new access token, and for a new refresh token if <c>Tokens:RotateRefreshTokens</c> is true.
    /// </summary>
    /// <response code="200">The new tokens of the session.</response>
    /// <response code="401">The token is invalid, or the account is deleted or deactivated.</response>
    [HttpPost("refresh"), AllowAnonymous, EnableRateLimiting(NetworkLimits.Tokens), SupportsCookieMode]
    [ProducesResponseType<RefreshedTokensDto>(StatusCodes.Status200OK)]
    [ProducesResponseType<FailureBody>(StatusCodes.Status401Unauthorized)]
    public Task<RefreshedTokensDto> Refresh(RefreshTokenRequest token, CancellationToken cancellationToken) =>
        mediator.Send(token.ToRefreshCommand(), cancellationToken);

    /// <summary>Checks whether an access or refresh token is valid.</summary>
    /// <response code="200">The token is valid.</response>
    /// <response code="401">The token is invalid.</response>
    [HttpPost("verify"), AllowAnonymous, EnableRateLimiting(NetworkLimits.Tokens)]
    [ProducesResponseType<Unit>(StatusCodes.Status200OK)]
    [ProducesResponseType<FailureBody>(StatusCodes.Status401Unauthorized)]
    public Task<Unit> Verify(VerifyTokenRequest token, CancellationToken cancellationToken) =>
        mediator.Send(token.ToQuery(), cancellationToken);

    /// <summary>Blacklists a refresh token, which ends the session.</summary>
    /// <response code="200">The token is revoked.</response>
    /// <response code="401">The token is invalid.</response>
    [HttpPost("blacklist"), AllowAnonymous, EnableRateLimiting(NetworkLimits.Tokens), SupportsCookieMode(EndsSession = true)]
    [ProducesResponseType<Unit>(StatusCodes.Status200OK)]
    [ProducesResponseType<FailureBody>(StatusCodes.Status401Unauthorized)]
    public Task<Unit> Blacklist(RefreshTokenRequest token, CancellationToken cancellationToken) =>
        mediator.Send(token.ToBlacklistCommand(), cancellationToken);
}
