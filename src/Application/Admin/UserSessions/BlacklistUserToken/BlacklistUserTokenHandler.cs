using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Sessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.UserSessions.BlacklistUserToken;

internal sealed class BlacklistUserTokenHandler(
    ISessionRepository sessions,
    StaffUpdates staffUpdates,
    SessionTerminator sessionTerminator,
    TimeProvider clock,
    ILogger<BlacklistUserTokenHandler> logger) : IRequestHandler<BlacklistUserTokenCommand, Unit>
{
    public async Task<Unit> Handle(BlacklistUserTokenCommand command, CancellationToken cancellationToken)
    {
        PresentedToken found = await sessions.ReadAsync(command.TokenId, cancellationToken) ?? throw new NotFoundException();
        await staffUpdates.UpdateUserAsync(command, found.User.Id, version: null, EndAsync, cancellationToken);

        logger.SessionEnded(found.Session.Id, found.User.Id, command.CallerId);
        return Unit.Value;

        // Any token of the session ends it, including a used one, as at logout.
        async Task EndAsync(StaffMember actor, User owner, CancellationToken token)
        {
            if (!await sessionTerminator.TryEndAsync(owner, found.Session.Id, SessionEndReason.RevokedByAdmin, clock.GetUtcNow(), token))
            {
                throw new NotFoundException();
            }
        }
    }
}
