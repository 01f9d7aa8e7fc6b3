using CleanAuth.Application.Admin.UserSessions.BlacklistUserToken;
using CleanAuth.Application.Admin.UserSessions.EndUserSession;
using CleanAuth.Application.Admin.UserSessions.EndUserSessions;
using CleanAuth.Application.Admin.UserSessions.ListRefreshTokens;
using CleanAuth.Application.Admin.UserSessions.ListUserSessions;
using CleanAuth.Application.Admin.UserSessions.TraceSession;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi.Admin.UserSessions;

/// <summary>Sessions and refresh tokens of all accounts, for staff.</summary>
[ApiController, Route("api/admin"), Authorize, Tags("Admin: sessions")]
public sealed class AdminSessionsController(IMediator mediator) : ControllerBase
{
    /// <summary>Lists the sessions of an account, newest first, in pages of fifty; those too that are over, as long as they are remembered.</summary>
    /// <param name="id">The account.</param>
    /// <param name="cursor">The <c>next</c> of the page before; absent for the first page.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <response code="200">A page of sessions.</response>
    /// <response code="400">The cursor is none.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is not on the staff.</response>
    /// <response code="404">There is no such account.</response>
    [HttpGet("users/{id:guid}/sessions")]
    [ProducesResponseType<UserSessionsPageDto>(StatusCodes.Status200OK)]
    public Task<UserSessionsPageDto> ListUserSessions(Guid id, [FromQuery] string? cursor, CancellationToken cancellationToken) =>
        mediator.Send(new ListUserSessionsQuery(User.UserId(), id, cursor), cancellationToken);

    /// <summary>Ends all sessions of an account, those of the admin's pages too. Needs the permission <c>end_session</c>.</summary>
    /// <response code="204">They have ended; their tokens are useless on every instance within a second.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is not on the staff, lacks the permission, or the account is somebody's on the staff and the caller is no superuser.</response>
    /// <response code="404">There is no such account.</response>
    [HttpDelete("users/{id:guid}/sessions")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> EndUserSessions(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new EndUserSessionsCommand(User.UserId(), id), cancellationToken).ToNoContent();

    /// <summary>Lists the refresh tokens of an account with their state, newest first, in pages of fifty. They are forgotten soon after they expire.</summary>
    /// <param name="id">The account.</param>
    /// <param name="cursor">The <c>next</c> of the page before; absent for the first page.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <response code="200">A page of tokens: what is known of them, never their text.</response>
    /// <response code="400">The cursor is none.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is not on the staff.</response>
    /// <response code="404">There is no such account.</response>
    [HttpGet("users/{id:guid}/refresh-tokens")]
    [ProducesResponseType<RefreshTokensPageDto>(StatusCodes.Status200OK)]
    public Task<RefreshTokensPageDto> ListRefreshTokens(Guid id, [FromQuery] string? cursor, CancellationToken cancellationToken) =>
        mediator.Send(new ListRefreshTokensQuery(User.UserId(), id, cursor), cancellationToken);

    /// <summary>Ends a session, whosever it is. Needs the permission <c>end_session</c>.</summary>
    /// <response code="204">It has ended; its tokens are useless on every instance within a second.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is not on the staff, lacks the permission, or the session is of somebody on the staff and the caller is no superuser.</response>
    /// <response code="404">There is no such session, or it is over.</response>
    [HttpDelete("sessions/{id:guid}")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> EndUserSession(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new EndUserSessionCommand(User.UserId(), id), cancellationToken).ToNoContent();

    /// <summary>Blacklists a refresh token, which ends its session. Needs the permission <c>end_session</c>.</summary>
    /// <param name="jti">The <c>jti</c> claim of the token.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <response code="204">The session has ended; its tokens are useless on every instance within a second.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is not on the staff, lacks the permission, or the token is of somebody on the staff and the caller is no superuser.</response>
    /// <response code="404">There is no such token, or its session is over.</response>
    [HttpPost("refresh-tokens/{jti:guid}/blacklist")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> BlacklistUserToken(Guid jti, CancellationToken cancellationToken) =>
        mediator.Send(new BlacklistUserTokenCommand(User.UserId(), jti), cancellationToken).ToNoContent();

    /// <summary>Answers "why was I signed out?": what became of a session, by its <c>sid</c> or by the <c>jti</c> of a refresh token of it.</summary>
    /// <param name="id">The <c>sid</c> or <c>jti</c> claim.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <response code="200">The session, its owner, what happened in it, and a sentence that explains it.</response>
    /// <response code="401">The access token is not good, or its account is deleted or deactivated.</response>
    /// <response code="403">The caller is not on the staff.</response>
    /// <response code="404">Nothing is remembered by this id.</response>
    [HttpGet("trace/{id:guid}")]
    [ProducesResponseType<SessionTraceDto>(StatusCodes.Status200OK)]
    public Task<SessionTraceDto> TraceSession(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new TraceSessionQuery(User.UserId(), id), cancellationToken);
}
