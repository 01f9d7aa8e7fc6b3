using CleanAuth.Application.Errors;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Sessions.EndSession;

internal sealed class EndSessionHandler(SessionTerminator sessionTerminator, TimeProvider clock, ILogger<EndSessionHandler> logger)
    : IRequestHandler<EndSessionCommand, Unit>
{
    public async Task<Unit> Handle(EndSessionCommand command, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (!await sessionTerminator.TryEndAsync(command.SessionId, command.UserId, SessionEndReason.RevokedByUser, now, cancellationToken))
        {
            logger.SessionNotFound(command.UserId, command.SessionId);
            throw new NotFoundException();
        }

        return Unit.Value;
    }
}
