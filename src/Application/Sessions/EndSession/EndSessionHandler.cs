using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Sessions.EndSession;

internal sealed class EndSessionHandler(ISessionRepository sessions, TimeProvider clock, ILogger<EndSessionHandler> logger)
    : IRequestHandler<EndSessionCommand, Unit>
{
    public async Task<Unit> Handle(EndSessionCommand command, CancellationToken cancellationToken)
    {
        bool isEnded = await sessions.TryEndAsync(
            command.SessionId,
            command.UserId,
            SessionEnd.RevokedByUser,
            clock.GetUtcNow(),
            cancellationToken);
        if (!isEnded)
        {
            logger.SessionNotFound(command.UserId, command.SessionId);
            throw new NotFoundException();
        }

        return Unit.Value;
    }
}
