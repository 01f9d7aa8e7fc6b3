using AutoMapper;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Paging;
using CleanAuth.Domain.Sessions;
using MediatR;

namespace CleanAuth.Application.Sessions.ListSessions;

internal sealed class ListSessionsHandler(ISessionRepository sessions, IMapper mapper, TimeProvider clock)
    : IRequestHandler<ListSessionsQuery, SessionsDto>
{
    public async Task<SessionsDto> Handle(ListSessionsQuery query, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        Page<Session> page = await Page.ReadAsync(count =>
            sessions.ReadLiveAsync(query.UserId, PagePosition.Parse(query.Cursor)!, count, now, cancellationToken));
        return new SessionsDto(
            [.. page.Items.Select(session => mapper.Map<SessionDto>(session) with { Current = session.Id == query.SessionId })],
            page.ContinueAfter is { } last ? new PagePosition(last.OpenedAt, last.Id).ToCursor() : null);
    }
}
