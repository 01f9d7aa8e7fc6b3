using CleanAuth.Application.Auditing.ListSecurityEvents;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi.Auditing;

/// <summary>The audit log of the caller's account.</summary>
[ApiController, Route("api/security-events"), Authorize, Tags("Security events")]
public sealed class SecurityEventsController(IMediator mediator) : ControllerBase
{
    /// <summary>Lists the caller's security events, newest first, 50 per page.</summary>
    /// <param name="cursor">The <c>next</c> of the previous page; absent for the first.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <response code="200">A page of events.</response>
    /// <response code="400">The cursor is not a number.</response>
    [HttpGet, HttpHead]
    [ProducesResponseType<SecurityEventsDto>(StatusCodes.Status200OK)]
    public Task<SecurityEventsDto> List([FromQuery] long? cursor, CancellationToken cancellationToken) =>
        mediator.Send(new ListSecurityEventsQuery(User.UserId(), cursor), cancellationToken);
}
