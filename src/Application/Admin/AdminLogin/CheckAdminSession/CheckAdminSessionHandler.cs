using CleanAuth.Application.Abstractions.Sessions;
using MediatR;

namespace CleanAuth.Application.Admin.AdminLogin.CheckAdminSession;

internal sealed class CheckAdminSessionHandler(ISessionRepository sessions, AdminOptions options, TimeProvider clock)
    : IRequestHandler<CheckAdminSessionQuery, bool>
{
    public async Task<bool> Handle(CheckAdminSessionQuery query, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (await sessions.ReadAdminAsync(query.SessionId, cancellationToken) is not var (session, user)
            || session.UserId != query.UserId
            || !session.IsLive(user, now)
            || now - session.LastUsedAt >= options.IdleTimeout
            || user is not { IsActive: true, IsStaff: true })
        {
            return false;
        }

        if (session.NeedsTouch(now))
        {
            await sessions.TouchAsync(session.Id, now, cancellationToken);
        }

        return true;
    }
}
