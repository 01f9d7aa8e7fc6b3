using CleanAuth.Application.Sessions;
using CleanAuth.Domain.Sessions;
using MediatR;

namespace CleanAuth.Application.Admin.AdminLogin.LogOutOfAdmin;

internal sealed class LogOutOfAdminHandler(SessionTerminator sessionTerminator, TimeProvider clock)
    : IRequestHandler<LogOutOfAdminCommand, Unit>
{
    public async Task<Unit> Handle(LogOutOfAdminCommand command, CancellationToken cancellationToken)
    {
        // A session that has ended already needs nothing more.
        await sessionTerminator.TryEndAsync(
            command.SessionId, command.UserId, SessionEndReason.Logout, clock.GetUtcNow(), cancellationToken);
        return Unit.Value;
    }
}
