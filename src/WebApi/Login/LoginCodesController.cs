using CleanAuth.Application.Login;
using CleanAuth.Application.Login.RequestLoginCode;
using CleanAuth.WebApi.Cookies;
using CleanAuth.WebApi.EmailAddresses;
using CleanAuth.WebApi.Json;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.Login;

/// <summary>Login with a code sent by email, if <c>Accounts:EmailCodes</c> is true.</summary>
[ApiController, Route("api/login/code"), Authorize, Tags("Login"), NeedsEmailCodes]
public sealed class LoginCodesController(IMediator mediator) : ControllerBase
{
    /// <summary>
    /// Sends a login code and a login link to an address that has an account. The response is the same for every address.
    /// </summary>
    /// <response code="202">The nonce. Send it together with the code.</response>
    /// <response code="404">Login codes are disabled.</response>
    [HttpPost, AllowAnonymous, EnableRateLimiting(NetworkLimits.Credentials)]
    [ProducesResponseType<LoginCodeDto>(StatusCodes.Status202Accepted)]
    public async Task<ActionResult<LoginCodeDto>> RequestLoginCode(EmailAddressRequest address, CancellationToken cancellationToken) =>
        StatusCode(StatusCodes.Status202Accepted, await mediator.Send(address.ToLoginCodeCommand(), cancellationToken));

    /// <summary>
    /// Exchanges a login code, or the token of the login link, for the account and a pair of tokens. A code allows five attempts.
    /// If the address was unverified, the password and every other session, link and pending change of the account are revoked.
    /// </summary>
    /// <response code="200">The account and the tokens of its new session.</response>
    /// <response code="400">The input is invalid, or the code or link is wrong, used, expired or belongs to another browser.</response>
    /// <response code="404">Login codes are disabled.</response>
    [HttpPost("confirm"), AllowAnonymous, UserEnvelope(ResponseOnly = true), EnableRateLimiting(NetworkLimits.Credentials)]
    [SupportsCookieMode]
    [ProducesResponseType<LoggedInUserDto>(StatusCodes.Status200OK)]
    public Task<LoggedInUserDto> ConfirmLoginCode(ConfirmLoginCodeRequest proof, CancellationToken cancellationToken) =>
        mediator.Send(proof.ToCommand(), cancellationToken);
}
