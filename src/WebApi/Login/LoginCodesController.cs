using CleanAuth.Application.Login;
using CleanAuth.Application.Login.RequestLoginCode;
using CleanAuth.WebApi.Json;
using CleanAuth.WebApi.Links;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.Login;

/// <summary>Logging in without a password, where the service offers it.</summary>
[ApiController, Route("api/login/code"), Authorize, Tags("Accounts"), NeedsEmailCodes]
public sealed class LoginCodesController(IMediator mediator) : ControllerBase
{
    /// <summary>Has a code and a link to log in with sent to an address, if it has an account. Every address is answered alike.</summary>
    /// <response code="202">The nonce to show together with the code. Without it nobody can use the mail.</response>
    /// <response code="400">The input breaks a rule.</response>
    /// <response code="404">The service does not offer this.</response>
    [HttpPost, AllowAnonymous, EnableRateLimiting(NetworkLimits.Credentials)]
    [ProducesResponseType<LoginCodeDto>(StatusCodes.Status202Accepted)]
    public async Task<ActionResult<LoginCodeDto>> RequestLoginCode(EmailAddressRequest address, CancellationToken cancellationToken) =>
        StatusCode(StatusCodes.Status202Accepted, await mediator.Send(address.ToLoginCodeCommand(), cancellationToken));

    /// <summary>
    /// Exchanges a code, or the token of the link beside it, for the account and a pair of tokens. A code allows five tries. If the
    /// address was not verified before, the password, every other session, every link and every pending change of the account is revoked.
    /// </summary>
    /// <response code="200">The account and the tokens of its new session.</response>
    /// <response code="400">The input breaks a rule, or the code or the link is wrong, was used, is over, or belongs to another browser.</response>
    /// <response code="404">The service does not offer this.</response>
    [HttpPost("confirm"), AllowAnonymous, UserEnvelope(OfReplyOnly = true), EnableRateLimiting(NetworkLimits.Credentials)]
    [ProducesResponseType<LoggedInUserDto>(StatusCodes.Status200OK)]
    public Task<LoggedInUserDto> ConfirmLoginCode(ConfirmLoginCodeRequest proof, CancellationToken cancellationToken) =>
        mediator.Send(proof.ToCommand(), cancellationToken);
}
