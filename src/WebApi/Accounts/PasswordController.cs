using CleanAuth.Application.Tokens;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi.Accounts;

/// <summary>The caller's password.</summary>
[ApiController, Route("api/password"), Authorize, Tags("Current user")]
public sealed class PasswordController(IMediator mediator) : ControllerBase
{
    /// <summary>
    /// Changes the caller's password and ends all sessions of the account. The caller goes on with the tokens of a new one;
    /// what they held before is useless like the rest.
    /// </summary>
    /// <response code="200">The tokens of the session that the caller has from now on.</response>
    /// <response code="400">The input breaks a rule, or the current password is wrong.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="409">The account was changed by another request at the same time; nothing was saved.</response>
    /// <response code="429">The current password was guessed too often.</response>
    [HttpPost("change")]
    [ProducesResponseType<TokenPair>(StatusCodes.Status200OK)]
    public Task<TokenPair> ChangePassword(ChangeOwnPasswordRequest password, CancellationToken cancellationToken) =>
        mediator.Send(password.ToCommand(User.UserId(), User.SessionId()), cancellationToken);
}
