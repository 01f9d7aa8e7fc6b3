using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.Accounts;

/// <summary>The address of an account. Whoever has the link from a message need not be signed in.</summary>
[ApiController, Route("api/email"), AllowAnonymous, Tags("Links by mail"), EnableRateLimiting(NetworkLimits.Tokens)]
public sealed class EmailController(IMediator mediator) : ControllerBase
{
    /// <summary>Verifies the address of an account by the link that was sent to it.</summary>
    /// <response code="204">Mail to the address is known to reach the owner.</response>
    /// <response code="400">The input breaks a rule, or the link is not good (any more).</response>
    [HttpPost("verify")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> Verify(LinkRequest link, CancellationToken cancellationToken) =>
        mediator.Send(link.ToVerifyCommand(), cancellationToken).ToNoContent();

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

    /// <summary>Has an account use its new address, by the link that was sent there. The old one gets a link that takes it back.</summary>
    /// <response code="204">The account has the new address.</response>
    /// <response code="400">The input breaks a rule, or the link is not good (any more), or another account has the address by now.</response>
    [HttpPost("change/confirm")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> ConfirmChange(LinkRequest link, CancellationToken cancellationToken) =>
        mediator.Send(link.ToConfirmCommand(), cancellationToken).ToNoContent();

    /// <summary>
    /// Gives an account its earlier address back, by the link that was sent there. Its sessions end and its password is good
    /// no more; a link to choose another one is sent.
    /// </summary>
    /// <response code="204">The account has its earlier address.</response>
    /// <response code="400">The input breaks a rule, or the link is not good (any more), or another account has the address by now.</response>
    [HttpPost("change/undo"), EnableRateLimiting(NetworkLimits.Credentials)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> UndoChange(LinkRequest link, CancellationToken cancellationToken) =>
        mediator.Send(link.ToUndoCommand(), cancellationToken).ToNoContent();
}
