using CleanAuth.Application.Admin.GetOverview;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi.AdminPages;

/// <summary>How the service does.</summary>
[AdminPage, Route("admin")]
public sealed class OverviewController(IMediator mediator) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(CancellationToken cancellationToken) =>
        View(await mediator.Send(new GetOverviewQuery(User.UserId()), cancellationToken));
}
