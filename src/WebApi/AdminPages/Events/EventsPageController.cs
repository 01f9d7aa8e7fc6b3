using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi.AdminPages.Events;

/// <summary>The audit log.</summary>
[AdminPage, Route("admin/events")]
public sealed class EventsPageController(IMediator mediator) : Controller
{
    [HttpGet]
    public async Task<IActionResult> List(EventsQuery query, CancellationToken cancellationToken) =>
        View(new EventsPage(query, await mediator.Send(query.ToQuery(User.UserId()), cancellationToken)));
}
