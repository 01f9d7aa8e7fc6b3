using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.EndUserSessions;

internal sealed class EndUserSessionsHandler(
    IUserRepository users,
    ISessionRepository sessions,
    CurrentStaff staff,
    TimeProvider clock,
    ILogger<EndUserSessionsHandler> logger) : IRequestHandler<EndUserSessionsCommand, Unit>
{
    public async Task<Unit> Handle(EndUserSessionsCommand command, CancellationToken cancellationToken)
    {
        User owner = await users.ReadByIdAsync(command.UserId, cancellationToken) ?? throw new NotFoundException();
        staff.Member.MustBeAbove(owner);

        int ended = await sessions.EndAllAsync(owner.Id, except: null, SessionEnd.RevokedByAdmin, clock.GetUtcNow(), cancellationToken);
        logger.SessionsEnded(ended, owner.Id, staff.Member.Id);
        return Unit.Value;
    }
}
