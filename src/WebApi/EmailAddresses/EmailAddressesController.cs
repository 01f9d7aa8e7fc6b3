using CleanAuth.WebApi.Links;
using CleanAuth.WebApi.Mvc;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.EmailAddresses;

/// <summary>Verification and change of the email of an account, with links sent by email.</summary>
[ApiController, Route("api/email"), Authorize, Tags("Email addresses")]
public sealed class EmailAddressesController(IMediator mediator) : ControllerBase
{
    /// <summary>
    /// Verifies the email of an account with the link that was sent to it. The request also needs an access token or the password of
    /// the account, because the link only proves access to the mailbox.
    /// </summary>
    /// <response code="204">The email is verified.</response>
    /// <response code="400">
    /// The input is invalid, the link is invalid or belongs to another account, or the password is wrong. The link stays valid.
    /// </response>
    /// <response code="401">The access token is invalid or expired, or the account is deleted or deactivated.</response>
    [HttpPost("verify"), AllowAnonymous, OptionalBearer, EnableRateLimiting(NetworkLimits.Credentials)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> VerifyEmail(BindEmailRequest link, CancellationToken cancellationToken) =>
        mediator.Send(link.ToVerifyCommand(User.UserIdOrNone(), User.SessionIdOrNone()), cancellationToken).ToNoContent();

    /// <summary>
    /// Sends another verification link to an address whose account needs one. The response is the same for every address.
    /// </summary>
    /// <response code="202">A link is sent if an account needs it.</response>
    [HttpPost("verify/resend"), AllowAnonymous, EnableRateLimiting(NetworkLimits.Credentials)]
    [ProducesResponseType(StatusCodes.Status202Accepted)]
    public Task<StatusCodeResult> ResendVerification(EmailAddressRequest address, CancellationToken cancellationToken) =>
        mediator.Send(address.ToVerificationCommand(), cancellationToken).ToAccepted();

    /// <summary>
    /// Confirms the new email of an account with the link that was sent to it. The request also needs an access token or the password of
    /// the account, because the link only proves access to the mailbox. The previous address receives a link that undoes the change.
    /// </summary>
    /// <response code="204">The account has the new email.</response>
    /// <response code="400">
    /// The input is invalid, the link is invalid or belongs to another account, the password is wrong, or another account has the email.
    /// The link stays valid.
    /// </response>
    /// <response code="401">The access token is invalid or expired, or the account is deleted or deactivated.</response>
    [HttpPost("change/confirm"), AllowAnonymous, OptionalBearer, EnableRateLimiting(NetworkLimits.Credentials)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> ConfirmEmailChange(BindEmailRequest link, CancellationToken cancellationToken) =>
        mediator.Send(link.ToConfirmCommand(User.UserIdOrNone(), User.SessionIdOrNone()), cancellationToken).ToNoContent();

    /// <summary>
    /// Undoes a change of the email with the link that was sent to the previous address. All sessions end, and the password is revoked.
    /// The owner receives a link to choose a new password.
    /// </summary>
    /// <response code="204">The account has its previous email.</response>
    /// <response code="400">The input is invalid, the link is wrong, used or expired, or another account has the email.</response>
    [HttpPost("change/undo"), AllowAnonymous, EnableRateLimiting(NetworkLimits.Tokens)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> UndoEmailChange(LinkRequest link, CancellationToken cancellationToken) =>
        mediator.Send(link.ToUndoCommand(), cancellationToken).ToNoContent();
}
