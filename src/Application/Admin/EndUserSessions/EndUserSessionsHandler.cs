using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.EndUserSessions;

internal sealed class EndUserSessionsHandler(
    IAccountChanges accounts,
    SessionEnding sessionEnding,
    CurrentStaff staff,
    TimeProvider clock,
    ILogger<EndUserSessionsHandler> logger) : IRequestHandler<EndUserSessionsCommand, Unit>
{
    public async Task<Unit> Handle(EndUserSessionsCommand command, CancellationToken cancellationToken)
    {
        int ended = 0;
        await accounts.ChangeAsync(command.UserId, version: null, EndAsync, cancellationToken);
        logger.SessionsEnded(ended, command.UserId, staff.Member.Id);
        return Unit.Value;

        async Task EndAsync(User owner, CancellationToken token)
        {
            staff.Member.MustBeAbove(owner);
            ended = await sessionEnding.LogOutEverywhereAsync(owner, SessionEnd.RevokedByAdmin, clock.GetUtcNow(), token);
        }
    }
}
