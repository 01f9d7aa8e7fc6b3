using CleanAuth.Application.Admin.Overview.GetOverview;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi.AdminPages.Overview;

/// <summary>The state of the service.</summary>
[AdminPage, Route("admin")]
public sealed class OverviewPageController(IMediator mediator) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(CancellationToken cancellationToken) =>
        View(await mediator.Send(new GetOverviewQuery(User.UserId()), cancellationToken));
}
