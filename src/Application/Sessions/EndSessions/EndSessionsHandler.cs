using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Sessions.EndSessions;

internal sealed class EndSessionsHandler(
    IAccountUpdates accounts,
    LiveSessionReader liveSessionReader,
    SessionTerminator sessionTerminator,
    TimeProvider clock,
    ILogger<EndSessionsHandler> logger) : IRequestHandler<EndSessionsCommand, Unit>
{
    public async Task<Unit> Handle(EndSessionsCommand command, CancellationToken cancellationToken)
    {
        int count = await accounts.UpdateCallerAsync(command.UserId, EndAsync, cancellationToken);

        logger.SessionsEndedByOwner(count, command.UserId);
        return Unit.Value;

        async Task<int> EndAsync(User user, CancellationToken token)
        {
            DateTimeOffset now = clock.GetUtcNow();
            Session current = await liveSessionReader.RequireAsync(user.MustBeActive(), command.SessionId, token);
            return command.All
                ? await sessionTerminator.EndAllAsync(user, SessionEndReason.RevokedByUser, now, token)
                : await sessionTerminator.EndAllAsync(user, current, SessionEndReason.RevokedByUser, now, token);
        }
    }
}
