using CleanAuth.Application.Admin.UserSessions.TraceSession;
using CleanAuth.Application.Errors;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi.AdminPages.Sessions;

/// <summary>Explains why a user was logged out.</summary>
[AdminPage, Route("admin/trace")]
public sealed class TracePageController(IMediator mediator) : Controller
{
    private const string Page = "Trace";
    private const string UnknownId =
        "There is no session or token with this id. Ended sessions are deleted after Auditing:Retention, tokens when they expire.";

    [HttpGet]
    public async Task<IActionResult> Show(string? id, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(id))
        {
            return View(Page, new TracePage(Id: null, Found: null));
        }

        if (!Guid.TryParse(id, out Guid sessionOrTokenId))
        {
            ModelState.AddModelError("Id", "Enter a jti or a sid: 32 hexadecimal digits, with or without hyphens.");
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View(Page, new TracePage(id, Found: null));
        }

        return View(Page, await FindAsync(id, sessionOrTokenId, cancellationToken));
    }

    private async Task<TracePage> FindAsync(string input, Guid id, CancellationToken cancellationToken)
    {
        try
        {
            return new TracePage(input, await mediator.Send(new TraceSessionQuery(User.UserId(), id), cancellationToken));
        }
        catch (NotFoundException)
        {
            ModelState.AddModelError("Id", UnknownId);
            Response.StatusCode = StatusCodes.Status404NotFound;
            return new TracePage(input, Found: null);
        }
    }
}

/// <summary>The id that was searched, and the session that was found.</summary>
public sealed record TracePage(string? Id, SessionTraceDto? Found);
