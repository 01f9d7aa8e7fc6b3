using System.Net.Mime;
using CleanAuth.Application.CurrentUser.ExportCurrentUser;
using CleanAuth.WebApi.Links;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.CurrentUser;

/// <summary>Taking one's data along, leaving, and coming back.</summary>
[ApiController, Route("api/user"), Authorize, Tags("Current user")]
public sealed class LeavingController(IMediator mediator) : ControllerBase
{
    /// <summary>
    /// Deletes the caller's account and all that belongs to it, and tells its owner by mail. Where the service gives them
    /// time to come back and the address is verified, the account is shut at once and erased later; the mail then holds a link that restores it.
    /// </summary>
    /// <response code="204">Nobody can log in to the account any more, and its tokens are useless.</response>
    /// <response code="400">The input breaks a rule, or the current password is missing or wrong.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="409">The account was changed by another request at the same time, or nobody would be left who may do everything.</response>
    /// <response code="429">The current password was guessed too often, too many accounts left the unverified address, or the network asks too often.</response>
    [HttpDelete, EnableRateLimiting(NetworkLimits.OwnAccount)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> DeleteCurrentUser(
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] DeleteCurrentUserRequest request,
        CancellationToken cancellationToken) =>
        mediator.Send(request.ToCommand(User.UserId(), User.SessionId()), cancellationToken).ToNoContent();

    /// <summary>Does the same as <c>DELETE /api/user</c>, for clients behind a proxy that drops the body of DELETE.</summary>
    /// <response code="204">Nobody can log in to the account any more, and its tokens are useless.</response>
    /// <response code="400">The input breaks a rule, or the current password is missing or wrong.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="409">The account was changed by another request at the same time, or nobody would be left who may do everything.</response>
    /// <response code="429">The current password was guessed too often, too many accounts left the unverified address, or the network asks too often.</response>
    [HttpPost("delete"), EnableRateLimiting(NetworkLimits.OwnAccount)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> DeleteCurrentUserByPost(
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] DeleteCurrentUserRequest request,
        CancellationToken cancellationToken) => DeleteCurrentUser(request, cancellationToken);

    /// <summary>
    /// Restores an account that its owner deleted, for the link that they were sent then. It is good once. The password of the account is
    /// void afterwards, as a thief may have used it: the owner gets an email with a link to choose another one.
    /// </summary>
    /// <response code="204">The account is active again.</response>
    /// <response code="400">The link is wrong, was used or is over.</response>
    [HttpPost("restore"), AllowAnonymous, EnableRateLimiting(NetworkLimits.Tokens)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> RestoreAccount(LinkRequest link, CancellationToken cancellationToken) =>
        mediator.Send(link.ToRestoreCommand(), cancellationToken).ToNoContent();

    /// <summary>Downloads all that is stored about the caller as one document. No password, token or link is in it.</summary>
    /// <response code="200">The document.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="429">The network asked too often.</response>
    [HttpGet("export"), DisableRequestTimeout, EnableRateLimiting(NetworkLimits.OwnAccount)]
    [ProducesResponseType<AccountExportDto>(StatusCodes.Status200OK, MediaTypeNames.Application.Json)]
    public async Task<IActionResult> ExportAccount(CancellationToken cancellationToken) =>
        new AccountFile(await mediator.Send(new ExportCurrentUserQuery(User.UserId(), User.SessionId()), cancellationToken));
}
