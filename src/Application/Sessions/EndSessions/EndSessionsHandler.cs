using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Sessions;
using MediatR;

namespace CleanAuth.Application.Sessions.EndSessions;

internal sealed class EndSessionsHandler(ISessionRepository sessions, TimeProvider clock) : IRequestHandler<EndSessionsCommand, Unit>
{
    public async Task<Unit> Handle(EndSessionsCommand command, CancellationToken cancellationToken)
    {
        await sessions.EndAllAsync(
            command.UserId,
            except: command.All ? null : command.SessionId,
            SessionEnd.RevokedByUser,
            clock.GetUtcNow(),
            cancellationToken);
        return Unit.Value;
    }
}
