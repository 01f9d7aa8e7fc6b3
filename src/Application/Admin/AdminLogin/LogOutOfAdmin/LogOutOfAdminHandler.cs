using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Domain.Sessions;
using MediatR;

namespace CleanAuth.Application.Admin.AdminLogin.LogOutOfAdmin;

internal sealed class LogOutOfAdminHandler(ISessionRepository sessions, TimeProvider clock) : IRequestHandler<LogOutOfAdminCommand, Unit>
{
    public async Task<Unit> Handle(LogOutOfAdminCommand command, CancellationToken cancellationToken)
    {
        // Where it has ended already, there is nothing left to do.
        await sessions.TryEndAsync(command.SessionId, command.UserId, SessionEnd.Logout, clock.GetUtcNow(), cancellationToken);
        return Unit.Value;
    }
}
