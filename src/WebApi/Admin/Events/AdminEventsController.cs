using CleanAuth.Application.Admin.Events.ListEvents;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi.Admin.Events;

/// <summary>The audit log of all accounts.</summary>
[ApiController, StaffApi, Route("api/admin/security-events"), Authorize, Tags("Admin: security events")]
public sealed class AdminEventsController(IMediator mediator) : ControllerBase
{
    /// <summary>Lists security events, newest first, 50 per page.</summary>
    /// <param name="user">Events of this account.</param>
    /// <param name="kind">Events of this kind, such as <c>logged_in</c>.</param>
    /// <param name="since">Events from this time on; ISO 8601 with an offset.</param>
    /// <param name="until">Events before this time.</param>
    /// <param name="cursor">The <c>next</c> of the previous page; absent for the first.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <response code="200">A page of events.</response>
    /// <response code="400">The kind does not exist, or a value has the wrong type.</response>
    [HttpGet]
    [ProducesResponseType<StaffEventsPageDto>(StatusCodes.Status200OK)]
    public Task<StaffEventsPageDto> ListEvents(
        [FromQuery] Guid? user,
        [FromQuery] string? kind,
        [FromQuery] DateTimeOffset? since,
        [FromQuery] DateTimeOffset? until,
        [FromQuery] long? cursor,
        CancellationToken cancellationToken) =>
        mediator.Send(new ListEventsQuery(User.UserId(), new EventFilter(user, kind, since, until), cursor), cancellationToken);
}
