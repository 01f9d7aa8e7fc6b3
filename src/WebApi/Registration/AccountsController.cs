using CleanAuth.Application.Login;
using CleanAuth.Application.Registration.RegisterUser;
using CleanAuth.WebApi.Json;
using CleanAuth.WebApi.Login;
using CleanAuth.WebApi.Security;
using CleanAuth.WebApi.Tokens;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.Registration;

/// <summary>Opening an account, and a session of it.</summary>
[ApiController, Route("api"), Authorize, Tags("Accounts")]
public sealed class AccountsController(IMediator mediator) : ControllerBase
{
    /// <summary>Opens an account.</summary>
    /// <response code="201">The account as it was registered.</response>
    /// <response code="400">The input breaks a rule, or another account has the address or the username.</response>
    [HttpPost("register"), AllowAnonymous, UserEnvelope, EnableRateLimiting(NetworkLimits.Credentials)]
    [ProducesResponseType<RegisteredUserDto>(StatusCodes.Status201Created)]
    public async Task<ActionResult<RegisteredUserDto>> Register(RegisterUserRequest user, CancellationToken cancellationToken) =>
        StatusCode(StatusCodes.Status201Created, await mediator.Send(user.ToCommand(), cancellationToken));

    /// <summary>Exchanges an email address and a password for the account and a pair of tokens.</summary>
    /// <response code="200">The account and the tokens of its new session.</response>
    /// <response code="400">The input breaks a rule, or no active account has this address and password.</response>
    [HttpPost("login"), AllowAnonymous, UserEnvelope, EnableRateLimiting(NetworkLimits.Credentials)]
    [ProducesResponseType<LoggedInUserDto>(StatusCodes.Status200OK)]
    public Task<LoggedInUserDto> Login(LoginUserRequest user, CancellationToken cancellationToken) =>
        mediator.Send(user.ToCommand(), cancellationToken);

    /// <summary>Logs out: blacklists the caller's refresh token.</summary>
    /// <response code="204">The token is useless from now on.</response>
    /// <response code="400">The input breaks a rule.</response>
    /// <response code="401">The access token or the refresh token is not good, or the latter is not the caller's.</response>
    [HttpPost("logout")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> Logout(RefreshTokenRequest token, CancellationToken cancellationToken) =>
        mediator.Send(token.ToBlacklistCommand(User.UserId()), cancellationToken).ToNoContent();
}
