using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Admin.Events;
using CleanAuth.Application.Admin.Users;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using MediatR;

namespace CleanAuth.Application.Admin.UserSessions.TraceSession;

internal sealed class TraceSessionHandler(
    ISessionHistory history,
    ISessionRepository sessions,
    IUserRepository users,
    IAuditLog auditLog,
    TimeProvider clock) : IRequestHandler<TraceSessionQuery, SessionTraceDto>
{
    private const int MaxEvents = 50;

    public async Task<SessionTraceDto> Handle(TraceSessionQuery query, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        PresentedToken? presented = await sessions.ReadAsync(query.Id, cancellationToken);
        StoredSession found =
            await history.ReadAsync(presented?.Session.Id ?? query.Id, now, cancellationToken) ?? throw new NotFoundException();
        User owner = await users.ReadByIdAsync(found.Session.UserId, cancellationToken) ?? throw new NotFoundException();
        IReadOnlyList<SecurityEvent> events = await auditLog.ReadAsync(
            new EventSearch(owner.Id, found.Session.Id, Since: found.Session.OpenedAt),
            before: long.MaxValue,
            MaxEvents,
            cancellationToken);
        return new SessionTraceDto(
            SessionExplanation.Of(found, presented?.Token, owner, now),
            owner.ToRowDto(),
            found.ToDto(owner, now),
            presented is null ? null : new StoredRefreshToken(presented.Token, found.Session).ToDto(owner, now),
            await events.ToDtosAsync(users, cancellationToken));
    }
}
