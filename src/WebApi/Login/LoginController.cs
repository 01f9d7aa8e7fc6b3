using CleanAuth.Application.Login;
using CleanAuth.WebApi.Cookies;
using CleanAuth.WebApi.Json;
using CleanAuth.WebApi.Mvc;
using CleanAuth.WebApi.Security;
using CleanAuth.WebApi.Tokens;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.Login;

/// <summary>Login with a password, and logout.</summary>
[ApiController, Route("api"), Authorize(CookieLogout.Policy), Tags("Login")]
public sealed class LoginController(IMediator mediator) : ControllerBase
{
    /// <summary>Exchanges an email and a password for the account and a pair of tokens.</summary>
    /// <response code="200">The account and the tokens of its new session.</response>
    /// <response code="400">The input is invalid, or no active account has this email and password.</response>
    [HttpPost("login"), AllowAnonymous, UserEnvelope, EnableRateLimiting(NetworkLimits.Credentials), SupportsCookieMode]
    [ProducesResponseType<LoggedInUserDto>(StatusCodes.Status200OK)]
    public Task<LoggedInUserDto> Login(LoginUserRequest user, CancellationToken cancellationToken) =>
        mediator.Send(user.ToCommand(), cancellationToken);

    /// <summary>
    /// Logs out: blacklists the caller's refresh token, which ends the session. In cookie mode no access token is needed.
    /// </summary>
    /// <response code="204">The token is revoked.</response>
    /// <response code="401">The access token or the refresh token is invalid, or the refresh token belongs to another account.</response>
    [HttpPost("logout"), EnableRateLimiting(NetworkLimits.Tokens), SupportsCookieMode(EndsSession = true)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> Logout(RefreshTokenRequest token, CancellationToken cancellationToken) =>
        mediator.Send(token.ToBlacklistCommand(User.UserIdOrNone()), cancellationToken).ToNoContent();
}
