using CleanAuth.Application.Sessions.EndSession;
using CleanAuth.Application.Sessions.EndSessions;
using CleanAuth.Application.Sessions.ListSessions;
using CleanAuth.WebApi.Links;
using CleanAuth.WebApi.Mvc;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.Sessions;

/// <summary>The caller's sessions.</summary>
[ApiController, Route("api/sessions"), Authorize, Tags("Sessions")]
public sealed class SessionsController(IMediator mediator) : ControllerBase
{
    /// <summary>Lists the caller's live sessions, newest first, 50 per page.</summary>
    /// <param name="cursor">The <c>next</c> of the previous page; absent for the first.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <response code="200">The sessions; the one of this request is marked. <c>next</c> is null on the last page.</response>
    /// <response code="400">The cursor is invalid.</response>
    [HttpGet, HttpHead, EnableRateLimiting(NetworkLimits.LoggedIn)]
    [ProducesResponseType<SessionsDto>(StatusCodes.Status200OK)]
    public Task<SessionsDto> List([FromQuery] string? cursor, CancellationToken cancellationToken) =>
        mediator.Send(new ListSessionsQuery(User.UserId(), User.SessionId(), cursor), cancellationToken);

    /// <summary>Ends one of the caller's sessions. All instances refuse the tokens of the session within a second.</summary>
    /// <response code="204">The session has ended.</response>
    /// <response code="404">The caller has no such session, or it has ended.</response>
    [HttpDelete("{id:guid}"), EnableRateLimiting(NetworkLimits.LoggedIn)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> EndSession(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new EndSessionCommand(User.UserId(), id), cancellationToken).ToNoContent();

    /// <summary>Ends the caller's other sessions, or with <c>all=true</c> this one too.</summary>
    /// <response code="204">The sessions have ended.</response>
    [HttpDelete, EnableRateLimiting(NetworkLimits.LoggedIn)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> EndSessions([FromQuery] bool all, CancellationToken cancellationToken) =>
        mediator.Send(new EndSessionsCommand(User.UserId(), User.SessionId(), all), cancellationToken).ToNoContent();

    /// <summary>
    /// Reports that a session does not belong to the owner, with the link in the email about a login from a new device. The session ends
    /// with all others of the same user agent and network, and the owner receives a link to choose a new password.
    /// </summary>
    /// <response code="204">The session has ended.</response>
    /// <response code="400">The input is invalid, or the link is wrong, used or expired.</response>
    [HttpPost("report"), AllowAnonymous, EnableRateLimiting(NetworkLimits.Tokens)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> ReportSession(LinkRequest link, CancellationToken cancellationToken) =>
        mediator.Send(link.ToReportCommand(), cancellationToken).ToNoContent();
}
