using CleanAuth.Application.Sessions;
using CleanAuth.Domain.Sessions;
using MediatR;

namespace CleanAuth.Application.Admin.AdminLogin.LogOutOfAdmin;

internal sealed class LogOutOfAdminHandler(SessionTerminator sessionTerminator, TimeProvider clock)
    : IRequestHandler<LogOutOfAdminCommand, Unit>
{
    public async Task<Unit> Handle(LogOutOfAdminCommand command, CancellationToken cancellationToken)
    {
        // It is no error if the session has already ended.
        await sessionTerminator.TryEndAsync(
            command.SessionId, command.UserId, SessionEndReason.Logout, clock.GetUtcNow(), cancellationToken);
        return Unit.Value;
    }
}
