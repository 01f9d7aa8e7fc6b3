using CleanAuth.Application.Sessions.EndSession;
using CleanAuth.Application.Sessions.EndSessions;
using CleanAuth.Application.Sessions.ListSessions;
using CleanAuth.WebApi.Links;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CleanAuth.WebApi.Sessions;

/// <summary>Where the caller is logged in.</summary>
[ApiController, Route("api/sessions"), Authorize, Tags("Sessions")]
public sealed class SessionsController(IMediator mediator) : ControllerBase
{
    /// <summary>Lists the caller's live sessions, newest first, 50 to a page.</summary>
    /// <param name="cursor">The <c>next</c> of the previous page; none for the first.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <response code="200">The sessions; the one of this request is marked. <c>next</c> is null on the last page.</response>
    /// <response code="400">The cursor is not one that a page has named.</response>
    /// <response code="401">The access token is invalid, or its account is deleted or deactivated.</response>
    /// <response code="429">The network called too often.</response>
    [HttpGet, HttpHead, EnableRateLimiting(NetworkLimits.OwnAccount)]
    [ProducesResponseType<SessionsDto>(StatusCodes.Status200OK)]
    public Task<SessionsDto> List([FromQuery] string? cursor, CancellationToken cancellationToken) =>
        mediator.Send(new ListSessionsQuery(User.UserId(), User.SessionId(), cursor), cancellationToken);

    /// <summary>Ends one of the caller's sessions: its tokens are invalid on every instance within a second.</summary>
    /// <response code="204">It has ended.</response>
    /// <response code="401">The access token is invalid, or its account is deleted or deactivated.</response>
    /// <response code="404">The caller has no such session, or it has ended.</response>
    /// <response code="429">The network called too often.</response>
    [HttpDelete("{id:guid}"), EnableRateLimiting(NetworkLimits.OwnAccount)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> EndSession(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new EndSessionCommand(User.UserId(), id), cancellationToken).ToNoContent();

    /// <summary>Ends the caller's other sessions, or with <c>all=true</c> this one too.</summary>
    /// <response code="204">They have ended.</response>
    /// <response code="401">The access token is invalid, or its account is deleted or deactivated.</response>
    /// <response code="429">The network called too often.</response>
    [HttpDelete, EnableRateLimiting(NetworkLimits.OwnAccount)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> EndSessions([FromQuery] bool all, CancellationToken cancellationToken) =>
        mediator.Send(new EndSessionsCommand(User.UserId(), User.SessionId(), all), cancellationToken).ToNoContent();

    /// <summary>
    /// Says of a session that it is a stranger's, for the link in the warning of a login from a new device: it ends, as do
    /// all others of the same user agent and network, and a link to choose another password goes to the owner.
    /// </summary>
    /// <response code="204">It has ended, or had before.</response>
    /// <response code="400">The link is wrong, was used or is over.</response>
    [HttpPost("report"), AllowAnonymous, EnableRateLimiting(NetworkLimits.Tokens)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> ReportSession(LinkRequest link, CancellationToken cancellationToken) =>
        mediator.Send(link.ToReportCommand(), cancellationToken).ToNoContent();
}
