using CleanAuth.Application.Auditing.ListSecurityEvents;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi.Auditing;

/// <summary>What happened to the caller's account.</summary>
[ApiController, Route("api/security-events"), Authorize, Tags("Security events")]
public sealed class SecurityEventsController(IMediator mediator) : ControllerBase
{
    /// <summary>Lists the caller's security events, newest first, in pages of fifty.</summary>
    /// <param name="cursor">The <c>next</c> of the page before; absent for the first page.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <response code="200">A page of events.</response>
    /// <response code="400">The cursor is no number.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    [HttpGet, HttpHead]
    [ProducesResponseType<SecurityEventsDto>(StatusCodes.Status200OK)]
    public Task<SecurityEventsDto> List([FromQuery] long? cursor, CancellationToken cancellationToken) =>
        mediator.Send(new ListSecurityEventsQuery(User.UserId(), cursor), cancellationToken);
}
