using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Servers;

/// <summary>Consumes refresh tokens on a database server.</summary>
internal sealed class ServerRefreshTokenConsumer(AuthDbContext context) : IRefreshTokenConsumer
{
    public Task<bool> TryConsumeAsync(
        RefreshToken token,
        RefreshToken successor,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        context.WriteAsync(
            async cancellation =>
            {
                // The condition and the change are one statement, so two concurrent callers cannot both consume the token.
                IQueryable<Session> live = context.LiveSessions(now);
                int consumed = await context.RefreshTokens
                    .Where(row => row.Id == token.Id
                        && row.ConsumedAt == null
                        && row.ExpiresAt > now
                        && live.Any(session => session.Id == row.SessionId))
                    .ExecuteUpdateAsync(row => row.SetProperty(column => column.ConsumedAt, now), cancellation);
                if (consumed == 0)
                {
                    return false;
                }

                await context.Sessions
                    .Where(session => session.Id == token.SessionId)
                    .ExecuteUpdateAsync(row => row.SetProperty(column => column.LastUsedAt, now), cancellation);
                context.RefreshTokens.Add(successor);
                await context.SaveChangesAsync(cancellation);
                return true;
            },
            token => context.RefreshTokens.AnyAsync(row => row.Id == successor.Id, token),
            cancellationToken);
}
