using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Sessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.UserSessions.EndUserSession;

internal sealed class EndUserSessionHandler(
    ISessionHistory history,
    StaffUpdates staffUpdates,
    SessionTerminator sessionTerminator,
    TimeProvider clock,
    ILogger<EndUserSessionHandler> logger) : IRequestHandler<EndUserSessionCommand, Unit>
{
    public async Task<Unit> Handle(EndUserSessionCommand command, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        StoredSession found = await history.ReadAsync(command.SessionId, now, cancellationToken) ?? throw new NotFoundException();
        Guid ownerId = found.Session.UserId;
        await staffUpdates.UpdateUserAsync(command, ownerId, version: null, EndAsync, cancellationToken);

        logger.SessionEnded(command.SessionId, ownerId, command.CallerId);
        return Unit.Value;

        async Task EndAsync(StaffMember actor, User owner, CancellationToken token)
        {
            if (!await sessionTerminator.TryEndAsync(owner, command.SessionId, SessionEndReason.RevokedByAdmin, now, token))
            {
                throw new NotFoundException();
            }
        }
    }
}
