using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Admin.Events.ListEvents;
using MediatR;

namespace CleanAuth.Application.Admin.UserSessions.TraceSession;

/// <summary>
/// Explains why the owner of a session is logged out. The id is the <c>sid</c> of the session or the <c>jti</c> of one of its refresh
/// tokens.
/// </summary>
public sealed record TraceSessionQuery(Guid CallerId, Guid Id) : IRequest<SessionTraceDto>, IStaffRequest;

/// <summary>A session and its history.</summary>
/// <param name="Explanation">One sentence that says why the owner is logged out, or that they are not.</param>
/// <param name="User">The owner.</param>
/// <param name="Session">The session.</param>
/// <param name="Token">The refresh token; null if the id is that of a session.</param>
/// <param name="Events">The events of the session, newest first.</param>
public sealed record SessionTraceDto(
    string Explanation,
    UserRowDto User,
    UserSessionDto Session,
    RefreshTokenDto? Token,
    IReadOnlyList<StaffEventDto> Events)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static SessionTraceDto Example => new(
        "Logged out: the owner logged out.",
        UserRowDto.Example,
        UserSessionDto.Example,
        RefreshTokenDto.Example,
        [StaffEventDto.Example]);
}
