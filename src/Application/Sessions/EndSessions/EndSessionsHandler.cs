using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Sessions.EndSessions;

internal sealed class EndSessionsHandler(
    IAccountUpdates accounts,
    ISessionRepository sessions,
    SessionTerminator sessionTerminator,
    TimeProvider clock,
    ILogger<EndSessionsHandler> logger) : IRequestHandler<EndSessionsCommand, Unit>
{
    public async Task<Unit> Handle(EndSessionsCommand command, CancellationToken cancellationToken)
    {
        int count = 0;
        try
        {
            await accounts.ChangeAsync(command.UserId, version: null, EndAsync, cancellationToken);
        }
        catch (NotFoundException)
        {
            throw AccountUnavailableException.NotFound();
        }

        logger.LoggedOutEverywhere(count, command.UserId);
        return Unit.Value;

        async Task EndAsync(User user, CancellationToken token)
        {
            // The caller's session may have ended on another instance whose revocation has not arrived yet.
            DateTimeOffset now = clock.GetUtcNow();
            Session? current = await sessions.FindAsync(command.SessionId, user.MustBeActive().Id, token);
            if (current is null || !current.IsLive(user, now))
            {
                throw new TokenNotValidException(TokenNotValidException.Blacklisted);
            }

            count = command.All
                ? await sessionTerminator.LogOutEverywhereAsync(user, SessionEnd.RevokedByUser, now, token)
                : await sessionTerminator.LogOutEverywhereAsync(user, current, SessionEnd.RevokedByUser, now, token);
        }
    }
}
