using AutoMapper;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Paging;
using CleanAuth.Domain.Sessions;
using MediatR;

namespace CleanAuth.Application.Sessions.ListSessions;

internal sealed class ListSessionsHandler(ISessionRepository sessions, IMapper mapper, TimeProvider clock)
    : IRequestHandler<ListSessionsQuery, SessionsDto>
{
    private const int PageSize = 50;

    public async Task<SessionsDto> Handle(ListSessionsQuery query, CancellationToken cancellationToken)
    {
        // One more than a page tells whether there is a next one.
        IReadOnlyList<Session> found = await sessions.ReadLiveAsync(
            query.UserId, PagePosition.Parse(query.Cursor)!, PageSize + 1, clock.GetUtcNow(), cancellationToken);
        return new SessionsDto(
            [
                .. found.Take(PageSize)
                    .Select(session => mapper.Map<SessionDto>(session) with { Current = session.Id == query.SessionId }),
            ],
            found.Count > PageSize ? PositionOf(found[PageSize - 1]).ToCursor() : null);
    }

    private static PagePosition PositionOf(Session session) => new(session.OpenedAt, session.Id);
}
