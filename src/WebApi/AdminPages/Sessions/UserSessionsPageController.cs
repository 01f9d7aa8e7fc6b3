using CleanAuth.Application.Admin.Users;
using CleanAuth.Application.Admin.Users.GetUser;
using CleanAuth.Application.Admin.UserSessions.BlacklistUserToken;
using CleanAuth.Application.Admin.UserSessions.EndUserSession;
using CleanAuth.Application.Admin.UserSessions.EndUserSessions;
using CleanAuth.Application.Admin.UserSessions.ListRefreshTokens;
using CleanAuth.Application.Admin.UserSessions.ListUserSessions;
using CleanAuth.WebApi.AdminPages.Forms;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi.AdminPages.Sessions;

/// <summary>The sessions and refresh tokens of an account.</summary>
[AdminPage, Route("admin/users/{id:guid}")]
public sealed class UserSessionsPageController(IMediator mediator) : Controller
{
    [HttpGet("sessions")]
    public async Task<IActionResult> Sessions(Guid id, string? cursor, CancellationToken cancellationToken) => View(new UserSessionsPage(
        await GetAsync(id, cancellationToken),
        await mediator.Send(new ListUserSessionsQuery(User.UserId(), id, cursor), cancellationToken)));

    [HttpPost("sessions/end")]
    public async Task<IActionResult> EndAll(Guid id, CancellationToken cancellationToken)
    {
        await mediator.Send(new EndUserSessionsCommand(User.UserId(), id), cancellationToken);
        return this.RedirectWithNotice("All sessions have ended.", $"/admin/users/{id}/sessions/");
    }

    [HttpPost("sessions/{sessionId:guid}/end")]
    public async Task<IActionResult> End(Guid id, Guid sessionId, CancellationToken cancellationToken)
    {
        await mediator.Send(new EndUserSessionCommand(User.UserId(), sessionId), cancellationToken);
        return this.RedirectWithNotice("The session has ended.", $"/admin/users/{id}/sessions/");
    }

    [HttpGet("tokens")]
    public async Task<IActionResult> Tokens(Guid id, string? cursor, CancellationToken cancellationToken) => View(new RefreshTokensPage(
        await GetAsync(id, cancellationToken),
        await mediator.Send(new ListRefreshTokensQuery(User.UserId(), id, cursor), cancellationToken)));

    [HttpPost("tokens/{tokenId:guid}/blacklist")]
    public async Task<IActionResult> Blacklist(Guid id, Guid tokenId, CancellationToken cancellationToken)
    {
        await mediator.Send(new BlacklistUserTokenCommand(User.UserId(), tokenId), cancellationToken);
        return this.RedirectWithNotice("The token is blacklisted, and its session has ended.", $"/admin/users/{id}/tokens/");
    }

    private Task<UserDetailsDto> GetAsync(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new GetUserQuery(User.UserId(), id), cancellationToken);
}
