using CleanAuth.Application.Admin.UserSessions.BlacklistUserToken;
using CleanAuth.Application.Admin.UserSessions.EndUserSession;
using CleanAuth.Application.Admin.UserSessions.EndUserSessions;
using CleanAuth.Application.Admin.UserSessions.ListRefreshTokens;
using CleanAuth.Application.Admin.UserSessions.ListUserSessions;
using CleanAuth.Application.Admin.UserSessions.TraceSession;
using CleanAuth.WebApi.Mvc;
using CleanAuth.WebApi.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.WebApi.Admin.UserSessions;

/// <summary>Sessions and refresh tokens of all accounts.</summary>
[ApiController, StaffApi, Route("api/admin"), Authorize, Tags("Admin: sessions")]
public sealed class AdminSessionsController(IMediator mediator) : ControllerBase
{
    /// <summary>Lists the sessions of an account, newest first, 50 per page, including ended sessions that are still stored.</summary>
    /// <param name="id">The account.</param>
    /// <param name="cursor">The <c>next</c> of the previous page; absent for the first.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <response code="200">A page of sessions.</response>
    /// <response code="400">The cursor is invalid.</response>
    [HttpGet("users/{id:guid}/sessions")]
    [ProducesResponseType<UserSessionsPageDto>(StatusCodes.Status200OK)]
    public Task<UserSessionsPageDto> ListUserSessions(Guid id, [FromQuery] string? cursor, CancellationToken cancellationToken) =>
        mediator.Send(new ListUserSessionsQuery(User.UserId(), id, cursor), cancellationToken);

    /// <summary>Ends all sessions of an account, including admin sessions. Requires the permission <c>end_session</c>.</summary>
    /// <response code="204">The sessions have ended. All instances refuse the tokens of these sessions within a second.</response>
    [HttpDelete("users/{id:guid}/sessions")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> EndUserSessions(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new EndUserSessionsCommand(User.UserId(), id), cancellationToken).ToNoContent();

    /// <summary>
    /// Lists the refresh tokens of an account with their state, newest first, 50 per page. The sweeper deletes expired tokens.
    /// </summary>
    /// <param name="id">The account.</param>
    /// <param name="cursor">The <c>next</c> of the previous page; absent for the first.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <response code="200">A page of tokens, without their text, which is never stored.</response>
    /// <response code="400">The cursor is invalid.</response>
    [HttpGet("users/{id:guid}/refresh-tokens")]
    [ProducesResponseType<RefreshTokensPageDto>(StatusCodes.Status200OK)]
    public Task<RefreshTokensPageDto> ListRefreshTokens(Guid id, [FromQuery] string? cursor, CancellationToken cancellationToken) =>
        mediator.Send(new ListRefreshTokensQuery(User.UserId(), id, cursor), cancellationToken);

    /// <summary>Ends a session of any account. Requires the permission <c>end_session</c>.</summary>
    /// <response code="204">The session has ended. All instances refuse the tokens of the session within a second.</response>
    /// <response code="404">The session does not exist or has ended.</response>
    [HttpDelete("sessions/{id:guid}")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> EndUserSession(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new EndUserSessionCommand(User.UserId(), id), cancellationToken).ToNoContent();

    /// <summary>Blacklists a refresh token, which ends the session of the token. Requires the permission <c>end_session</c>.</summary>
    /// <param name="jti">The <c>jti</c> claim of the token.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <response code="204">The session has ended. All instances refuse the tokens of the session within a second.</response>
    /// <response code="404">The token does not exist, or the session of the token has ended.</response>
    [HttpPost("refresh-tokens/{jti:guid}/blacklist")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public Task<NoContentResult> BlacklistUserToken(Guid jti, CancellationToken cancellationToken) =>
        mediator.Send(new BlacklistUserTokenCommand(User.UserId(), jti), cancellationToken).ToNoContent();

    /// <summary>
    /// Explains why a user was logged out. The session is found by its <c>sid</c>, or by the <c>jti</c> of one of its refresh tokens.
    /// </summary>
    /// <param name="id">The <c>sid</c> or <c>jti</c> claim.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <response code="200">The session with its owner and events, and a sentence that explains why it ended.</response>
    /// <response code="404">There is no session or refresh token with this id.</response>
    [HttpGet("trace/{id:guid}")]
    [ProducesResponseType<SessionTraceDto>(StatusCodes.Status200OK)]
    public Task<SessionTraceDto> TraceSession(Guid id, CancellationToken cancellationToken) =>
        mediator.Send(new TraceSessionQuery(User.UserId(), id), cancellationToken);
}
