using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.EndUserSession;

internal sealed class EndUserSessionHandler(
    ISessionHistory history,
    IUserRepository users,
    ISessionRepository sessions,
    CurrentStaff staff,
    TimeProvider clock,
    ILogger<EndUserSessionHandler> logger) : IRequestHandler<EndUserSessionCommand, Unit>
{
    public async Task<Unit> Handle(EndUserSessionCommand command, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        RememberedSession found = await history.ReadAsync(command.SessionId, now, cancellationToken) ?? throw new NotFoundException();
        User owner = await users.ReadByIdAsync(found.Session.UserId, cancellationToken) ?? throw new NotFoundException();
        staff.Member.MustBeAbove(owner);
        if (!await sessions.TryEndAsync(command.SessionId, owner.Id, SessionEnd.RevokedByAdmin, now, cancellationToken))
        {
            throw new NotFoundException();
        }

        logger.SessionEnded(command.SessionId, owner.Id, staff.Member.Id);
        return Unit.Value;
    }
}
