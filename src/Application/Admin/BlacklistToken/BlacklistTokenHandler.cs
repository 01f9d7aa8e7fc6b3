using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Sessions;
using MediatR;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.BlacklistToken;

internal sealed class BlacklistTokenHandler(
    ISessionRepository sessions,
    CurrentStaff staff,
    TimeProvider clock,
    ILogger<BlacklistTokenHandler> logger) : IRequestHandler<BlacklistTokenCommand, Unit>
{
    public async Task<Unit> Handle(BlacklistTokenCommand command, CancellationToken cancellationToken)
    {
        PresentedToken found = await sessions.ReadAsync(command.TokenId, cancellationToken) ?? throw new NotFoundException();
        staff.Member.MustBeAbove(found.User);

        // Any token of the session will do, a used one too, as when its owner logs out.
        if (!await sessions.TryEndAsync(
            found.Session.Id,
            found.User.Id,
            SessionEnd.RevokedByAdmin,
            clock.GetUtcNow(),
            cancellationToken))
        {
            throw new NotFoundException();
        }

        logger.SessionEnded(found.Session.Id, found.User.Id, staff.Member.Id);
        return Unit.Value;
    }
}
