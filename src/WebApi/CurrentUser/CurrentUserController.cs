using System.Net.Mime;
using CleanAuth.Application.CurrentUser;
using CleanAuth.Application.CurrentUser.ExportCurrentUser;
using CleanAuth.Application.CurrentUser.GetCurrentUser;
using CleanAuth.WebApi.Errors;
using CleanAuth.WebApi.Json;
using CleanAuth.WebApi.Links;
using CleanAuth.WebApi.Mvc;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.CurrentUser;

/// <summary>The caller's own account.</summary>
[ApiController, Route("api/user"), Authorize, Tags("Current user")]
public sealed class CurrentUserController(IMediator mediator) : ControllerBase
{
    /// <summary>Returns the caller's account.</summary>
    /// <response code="200">The account.</response>
    [HttpGet, HttpHead, UserEnvelope]
    [ProducesResponseType<CurrentUserDto>(StatusCodes.Status200OK)]
    public Task<CurrentUserDto> GetCurrentUser(CancellationToken cancellationToken) =>
        mediator.Send(new GetCurrentUserQuery(User.UserId(), User.SessionId()), cancellationToken);

    /// <summary>Updates the account. Members that are absent from the body stay unchanged, for PUT too.</summary>
    /// <response code="200">The updated account.</response>
    /// <response code="400">The input is invalid, or another account has the email or the username.</response>
    /// <response code="429">
    /// Too many wrong passwords or password changes, too many changes or deletions of accounts with this unverified address, or too many
    /// requests from the network. Retry-After says when to retry.
    /// </response>
    [HttpPut, HttpPatch, UserEnvelope, EnableRateLimiting(NetworkLimits.LoggedIn)]
    [ProducesResponseType<CurrentUserDto>(StatusCodes.Status200OK)]
    [ProducesResponseType<FailureBody>(StatusCodes.Status409Conflict)]
    public Task<CurrentUserDto> UpdateCurrentUser(UpdateCurrentUserRequest user, CancellationToken cancellationToken) =>
        mediator.Send(user.ToCommand(User.UserId(), User.SessionId()), cancellationToken);

    /// <summary>
    /// Deletes the caller's account with all its data, and notifies the owner by email. With <c>Accounts:DeletionGrace</c> and a
    /// verified address the account is deactivated first and erased later; the email then has a link that restores the account.
    /// </summary>
    /// <response code="204">The account is deleted or deactivated, and the tokens of the account are revoked.</response>
    /// <response code="400">The input is invalid, or the current password is missing or wrong.</response>
    /// <response code="409">Another request changed the account at the same time, or the account is the last active superuser.</response>
    /// <response code="429">
    /// Too many wrong passwords, too many changes or deletions of accounts with this unverified address, or too many requests from the
    /// network. Retry-After says when to retry.
    /// </response>
    [HttpDelete, EnableRateLimiting(NetworkLimits.LoggedIn)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<FailureBody>(StatusCodes.Status409Conflict)]
    public Task<NoContentResult> DeleteCurrentUser(
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] DeleteCurrentUserRequest request,
        CancellationToken cancellationToken) =>
        mediator.Send(request.ToCommand(User.UserId(), User.SessionId()), cancellationToken).ToNoContent();

    /// <summary>Does the same as <c>DELETE /api/user</c>, for clients whose proxy drops the body of DELETE.</summary>
    /// <response code="204">The account is deleted or deactivated, and the tokens of the account are revoked.</response>
    /// <response code="400">The input is invalid, or the current password is missing or wrong.</response>
    /// <response code="409">Another request changed the account at the same time, or the account is the last active superuser.</response>
    /// <response code="429">
    /// Too many wrong passwords, too many changes or deletions of accounts with this unverified address, or too many requests from the
    /// network. Retry-After says when to retry.
    /// </response>
    [HttpPost("delete"), EnableRateLimiting(NetworkLimits.LoggedIn)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<FailureBody>(StatusCodes.Status409Conflict)]
    public Task<NoContentResult> DeleteCurrentUserByPost(
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] DeleteCurrentUserRequest request,
        CancellationToken cancellationToken) => DeleteCurrentUser(request, cancellationToken);

    /// <summary>
    /// Restores a deleted account with the link in the email about the deletion. The link works once. The password is revoked, because
    /// an attacker may have used it to delete the account. The owner receives a link to choose a new password.
    /// </summary>
    /// <response code="204">The account is active again.</response>
    /// <response code="400">The input is invalid, or the link is wrong, used or expired.</response>
    [HttpPost("restore"), AllowAnonymous, EnableRateLimiting(NetworkLimits.Tokens)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> RestoreAccount(LinkRequest link, CancellationToken cancellationToken) =>
        mediator.Send(link.ToRestoreCommand(), cancellationToken).ToNoContent();

    /// <summary>Downloads everything that is stored about the caller, without passwords, tokens and links.</summary>
    /// <response code="200">The document.</response>
    [HttpGet("export"), DisableRequestTimeout, EnableRateLimiting(NetworkLimits.LoggedIn)]
    [ProducesResponseType<AccountExportDto>(StatusCodes.Status200OK, MediaTypeNames.Application.Json)]
    public async Task<IActionResult> ExportAccount(CancellationToken cancellationToken) =>
        new AccountFile(await mediator.Send(new ExportCurrentUserQuery(User.UserId(), User.SessionId()), cancellationToken));
}
