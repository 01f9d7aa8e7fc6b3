using CleanAuth.Application.Sessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.UserSessions.EndUserSessions;

internal sealed class EndUserSessionsHandler(
    StaffUpdates staffUpdates,
    SessionTerminator sessionTerminator,
    TimeProvider clock,
    ILogger<EndUserSessionsHandler> logger) : IRequestHandler<EndUserSessionsCommand, Unit>
{
    public async Task<Unit> Handle(EndUserSessionsCommand command, CancellationToken cancellationToken)
    {
        int ended = await staffUpdates.UpdateUserAsync(command, command.UserId, version: null, EndAsync, cancellationToken);

        logger.SessionsEnded(ended, command.UserId, command.CallerId);
        return Unit.Value;

        Task<int> EndAsync(StaffMember actor, User owner, CancellationToken token) =>
            sessionTerminator.EndAllAsync(owner, SessionEndReason.RevokedByAdmin, clock.GetUtcNow(), token);
    }
}
