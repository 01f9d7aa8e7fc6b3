using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Admin.Events.ListEvents;
using MediatR;

namespace CleanAuth.Application.Admin.UserSessions.TraceSession;

/// <summary>Answers "why was I signed out?": what became of a session, looked up by its <c>sid</c> or a <c>jti</c> of its refresh tokens.</summary>
public sealed record TraceSessionQuery(Guid CallerId, Guid Id) : IRequest<SessionTraceDto>, IStaffRequest;

/// <summary>A session and what became of it.</summary>
/// <param name="Explanation">In one sentence, why its owner is signed out, or that they are not.</param>
/// <param name="User">Whose it is.</param>
/// <param name="Session">The session.</param>
/// <param name="Token">The refresh token, where it was looked up by one.</param>
/// <param name="Events">What happened in the session, newest first.</param>
public sealed record SessionTraceDto(
    string Explanation,
    UserRowDto User,
    UserSessionDto Session,
    RefreshTokenDto? Token,
    IReadOnlyList<StaffEventDto> Events)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static SessionTraceDto Example => new(
        "Signed out: they logged out.",
        UserRowDto.Example,
        UserSessionDto.Example,
        RefreshTokenDto.Example,
        [StaffEventDto.Example]);
}
