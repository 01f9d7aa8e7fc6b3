using CleanAuth.WebApi.Links;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.EmailAddresses;

/// <summary>What links in messages do.</summary>
[ApiController, Route("api/email"), AllowAnonymous, Tags("Links by mail"), EnableRateLimiting(NetworkLimits.Tokens)]
public sealed class EmailController(IMediator mediator) : ControllerBase
{
    /// <summary>
    /// Verifies the address of an account by the link that was sent to it. The link alone does not prove the account, so an access
    /// token of it or its password is needed too.
    /// </summary>
    /// <response code="204">The address is verified.</response>
    /// <response code="400">The input breaks a rule; or the link is not valid, or belongs to another account, or the password is wrong. The link stays valid.</response>
    /// <response code="401">An access token came along that is not valid, or whose account is deleted or deactivated.</response>
    /// <response code="429">The password was guessed too often, or the network asks too often.</response>
    [HttpPost("verify"), OptionalBearer, EnableRateLimiting(NetworkLimits.Credentials)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> VerifyEmail(BindEmailRequest link, CancellationToken cancellationToken) =>
        mediator.Send(link.ToVerifyCommand(User.UserIdOrNone(), User.SessionIdOrNone()), cancellationToken).ToNoContent();

    /// <summary>
    /// Sends another link that verifies the address, where there is an account of it that needs one. The answer is always the
    /// same.
    /// </summary>
    /// <response code="202">If there is somebody to send it to, it is sent.</response>
    /// <response code="400">The input breaks a rule.</response>
    [HttpPost("verify/resend"), EnableRateLimiting(NetworkLimits.Credentials)]
    [ProducesResponseType(StatusCodes.Status202Accepted)]
    public Task<StatusCodeResult> ResendVerification(EmailAddressRequest address, CancellationToken cancellationToken) =>
        mediator.Send(address.ToVerificationCommand(), cancellationToken).ToAccepted();

    /// <summary>
    /// Has an account use its new address, by the link that was sent there. The link alone does not prove the account, so an access
    /// token of it or its password is needed too. The old address gets a link that undoes the change.
    /// </summary>
    /// <response code="204">The account has the new address.</response>
    /// <response code="400">
    /// The input breaks a rule; or the link is not valid, or belongs to another account, or the password is wrong, or another account
    /// has the address by now. The link stays valid.
    /// </response>
    /// <response code="401">An access token came along that is not valid, or whose account is deleted or deactivated.</response>
    /// <response code="429">The password was guessed too often, or the network asks too often.</response>
    [HttpPost("change/confirm"), OptionalBearer, EnableRateLimiting(NetworkLimits.Credentials)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> ConfirmEmailChange(BindEmailRequest link, CancellationToken cancellationToken) =>
        mediator.Send(link.ToConfirmCommand(User.UserIdOrNone(), User.SessionIdOrNone()), cancellationToken).ToNoContent();

    /// <summary>
    /// Gives an account its earlier address back, by the link that was sent there. Its sessions end and its password is voided; a link
    /// to choose another one is sent.
    /// </summary>
    /// <response code="204">The account has its earlier address.</response>
    /// <response code="400">The input breaks a rule, or the link is not good (any more), or another account has the address by now.</response>
    [HttpPost("change/undo")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> UndoEmailChange(LinkRequest link, CancellationToken cancellationToken) =>
        mediator.Send(link.ToUndoCommand(), cancellationToken).ToNoContent();
}
