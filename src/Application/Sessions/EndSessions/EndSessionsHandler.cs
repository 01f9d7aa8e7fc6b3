using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Sessions;
using MediatR;

namespace CleanAuth.Application.Sessions.EndSessions;

internal sealed class EndSessionsHandler(ISessionRepository sessions, TimeProvider clock) : IRequestHandler<EndSessionsCommand, Unit>
{
    public async Task<Unit> Handle(EndSessionsCommand command, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        foreach (Session session in await sessions.ReadLiveAsync(command.UserId, now, cancellationToken))
        {
            if (command.All || session.Id != command.SessionId)
            {
                await sessions.TryEndAsync(session.Id, command.UserId, SessionEnd.RevokedByUser, now, cancellationToken);
            }
        }

        return Unit.Value;
    }
}
