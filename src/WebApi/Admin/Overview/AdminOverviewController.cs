using CleanAuth.Application.Abstractions.Operations;
using CleanAuth.Application.Admin.Overview.GetOverview;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi.Admin.Overview;

/// <summary>How the service does, for staff.</summary>
[ApiController, Route("api/admin/overview"), Authorize, Tags("Admin: overview")]
public sealed class AdminOverviewController(IMediator mediator) : ControllerBase
{
    /// <summary>Shows how the service does: the last fourteen days, the keys, the database, the sweeper, revocations and mail. No older than a minute.</summary>
    /// <response code="200">The overview of this instance.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is not on the staff.</response>
    [HttpGet]
    [ProducesResponseType<OverviewDto>(StatusCodes.Status200OK)]
    public Task<OverviewDto> GetOverview(CancellationToken cancellationToken) =>
        mediator.Send(new GetOverviewQuery(User.UserId()), cancellationToken);
}
