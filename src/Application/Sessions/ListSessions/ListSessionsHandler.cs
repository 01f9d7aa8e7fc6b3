using AutoMapper;
using CleanAuth.Application.Abstractions;
using MediatR;

namespace CleanAuth.Application.Sessions.ListSessions;

internal sealed class ListSessionsHandler(ISessionRepository sessions, IMapper mapper, TimeProvider clock)
    : IRequestHandler<ListSessionsQuery, SessionsDto>
{
    public async Task<SessionsDto> Handle(ListSessionsQuery query, CancellationToken cancellationToken) => new(
        [
            .. (await sessions.ReadLiveAsync(query.UserId, clock.GetUtcNow(), cancellationToken))
                .Select(session => mapper.Map<SessionDto>(session) with { Current = session.Id == query.SessionId }),
        ]);
}
