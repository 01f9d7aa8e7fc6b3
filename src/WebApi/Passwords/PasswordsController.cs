using CleanAuth.Application.Tokens;
using CleanAuth.WebApi.Cookies;
using CleanAuth.WebApi.EmailAddresses;
using CleanAuth.WebApi.Errors;
using CleanAuth.WebApi.Mvc;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.Passwords;

/// <summary>Password change and password reset.</summary>
[ApiController, Route("api/password"), Authorize, Tags("Passwords")]
public sealed class PasswordsController(IMediator mediator) : ControllerBase
{
    /// <summary>Changes the caller's password and ends all sessions of the account. The response has the tokens of a new session.</summary>
    /// <response code="200">The tokens of the new session.</response>
    /// <response code="400">The input is invalid, or the current password is wrong.</response>
    /// <response code="429">
    /// Too many wrong passwords or password changes, or too many requests from the network. Retry-After says when to retry.
    /// </response>
    [HttpPost("change"), EnableRateLimiting(NetworkLimits.LoggedIn), SupportsCookieMode]
    [ProducesResponseType<TokenPair>(StatusCodes.Status200OK)]
    [ProducesResponseType<FailureBody>(StatusCodes.Status409Conflict)]
    public Task<TokenPair> ChangePassword(ChangePasswordRequest password, CancellationToken cancellationToken) =>
        mediator.Send(password.ToCommand(User.UserId(), User.SessionId()), cancellationToken);

    /// <summary>
    /// Sends a link to choose a new password to an address that has an active account. The response is the same for every address.
    /// </summary>
    /// <response code="202">A link is sent if an active account has the address.</response>
    [HttpPost("reset"), AllowAnonymous, EnableRateLimiting(NetworkLimits.Credentials)]
    [ProducesResponseType(StatusCodes.Status202Accepted)]
    public Task<StatusCodeResult> RequestPasswordReset(EmailAddressRequest address, CancellationToken cancellationToken) =>
        mediator.Send(address.ToResetCommand(), cancellationToken).ToAccepted();

    /// <summary>
    /// Sets a new password with the link that was sent to the address, and ends all sessions. If the address was unverified, every link
    /// and every pending change of the account are revoked too.
    /// </summary>
    /// <response code="204">The account has the new password, and the email is verified.</response>
    /// <response code="400">The input is invalid, or the link is wrong, used or expired.</response>
    [HttpPost("reset/confirm"), AllowAnonymous, EnableRateLimiting(NetworkLimits.Credentials)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> ConfirmPasswordReset(ConfirmPasswordResetRequest password, CancellationToken cancellationToken) =>
        mediator.Send(password.ToCommand(), cancellationToken).ToNoContent();
}
