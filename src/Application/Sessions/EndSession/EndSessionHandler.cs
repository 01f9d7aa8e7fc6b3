using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Sessions;
using MediatR;

namespace CleanAuth.Application.Sessions.EndSession;

internal sealed class EndSessionHandler(ISessionRepository sessions, TimeProvider clock) : IRequestHandler<EndSessionCommand, Unit>
{
    public async Task<Unit> Handle(EndSessionCommand command, CancellationToken cancellationToken) =>
        await sessions.TryEndAsync(
            command.SessionId,
            command.UserId,
            SessionEnd.RevokedByUser,
            clock.GetUtcNow(),
            cancellationToken)
            ? Unit.Value
            : throw new NotFoundException();
}
