using CleanAuth.Application.Tokens;
using CleanAuth.WebApi.Links;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.Passwords;

/// <summary>The password of an account: the caller's, or a forgotten one.</summary>
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
    /// <response code="429">The current password was guessed or the password was changed too often, or the network asks too often.</response>
    [HttpPost("change"), EnableRateLimiting(NetworkLimits.OwnAccount)]
    [ProducesResponseType<TokenPair>(StatusCodes.Status200OK)]
    public Task<TokenPair> ChangePassword(ChangePasswordRequest password, CancellationToken cancellationToken) =>
        mediator.Send(password.ToCommand(User.UserId(), User.SessionId()), cancellationToken);

    /// <summary>
    /// Sends a link to choose another password, where the address has an active account. The answer is always the same.
    /// </summary>
    /// <response code="202">If there is somebody to send it to, it is sent.</response>
    /// <response code="400">The input breaks a rule.</response>
    [HttpPost("reset"), AllowAnonymous, EnableRateLimiting(NetworkLimits.Credentials), Tags("Links by mail")]
    [ProducesResponseType(StatusCodes.Status202Accepted)]
    public Task<StatusCodeResult> RequestPasswordReset(EmailAddressRequest address, CancellationToken cancellationToken) =>
        mediator.Send(address.ToResetCommand(), cancellationToken).ToAccepted();

    /// <summary>
    /// Gives an account another password, by the link that was sent to its address, and ends all its sessions. If the address was not
    /// verified before, every link and every pending change of the account is revoked as well.
    /// </summary>
    /// <response code="204">The account has the new password, and the address is verified.</response>
    /// <response code="400">The input breaks a rule, or the link is not good (any more).</response>
    [HttpPost("reset/confirm"), AllowAnonymous, EnableRateLimiting(NetworkLimits.Credentials), Tags("Links by mail")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> ConfirmPasswordReset(ConfirmPasswordResetRequest password, CancellationToken cancellationToken) =>
        mediator.Send(password.ToCommand(), cancellationToken).ToNoContent();
}
