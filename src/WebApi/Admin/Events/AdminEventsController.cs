using CleanAuth.Application.Admin.Events.ListEvents;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi.Admin.Events;

/// <summary>The audit trail of all accounts, for staff.</summary>
[ApiController, Route("api/admin/security-events"), Authorize, Tags("Admin: security events")]
public sealed class AdminEventsController(IMediator mediator) : ControllerBase
{
    /// <summary>Lists security events, newest first, in pages of fifty.</summary>
    /// <param name="user">Those that concern this account.</param>
    /// <param name="kind">Those of this kind, such as <c>logged_in</c>.</param>
    /// <param name="since">Those from this moment on; ISO 8601 with an offset.</param>
    /// <param name="until">Those from before this moment.</param>
    /// <param name="cursor">The <c>next</c> of the page before; absent for the first page.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <response code="200">A page of events.</response>
    /// <response code="400">There is no such kind, or a value is none of its type.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is not on the staff.</response>
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
