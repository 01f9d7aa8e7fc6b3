using CleanAuth.Application.Abstractions.Overview;
using CleanAuth.Application.Admin.Overview.GetOverview;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi.Admin.Overview;

/// <summary>The state of the service.</summary>
[ApiController, StaffApi, Route("api/admin/overview"), Authorize, Tags("Admin: overview")]
public sealed class AdminOverviewController(IMediator mediator) : ControllerBase
{
    /// <summary>
    /// Returns the state of the service: the last 14 days, the keys, the database, the sweeper, revocations and emails. The values are at
    /// most a minute old.
    /// </summary>
    /// <response code="200">The overview of this instance.</response>
    [HttpGet]
    [ProducesResponseType<OverviewDto>(StatusCodes.Status200OK)]
    public Task<OverviewDto> GetOverview(CancellationToken cancellationToken) =>
        mediator.Send(new GetOverviewQuery(User.UserId()), cancellationToken);
}
