using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Tokens;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Repositories;

internal sealed class RefreshTokenRepository(AuthDbContext context) : IRefreshTokenRepository
{
    private const int DeleteBatchSize = 1_000;

    private static readonly Func<AuthDbContext, Guid, CancellationToken, Task<RefreshTokenOfUser?>> ReadWithUser =
        EF.CompileAsyncQuery((AuthDbContext context, Guid id, CancellationToken _) =>
            context.RefreshTokens.AsNoTracking()
                .Where(token => token.Id == id)
                .Join(
                    context.Users.AsNoTracking(),
                    token => token.UserId,
                    user => user.Id,
                    (token, user) => new RefreshTokenOfUser(token, user))
                .FirstOrDefault());

    public void Add(RefreshToken token) => context.RefreshTokens.Add(token);

    public Task<RefreshTokenOfUser?> ReadAsync(Guid id, CancellationToken cancellationToken) =>
        ReadWithUser(context, id, cancellationToken);

    public Task<RefreshToken?> ReadLiveOfSessionAsync(Guid sessionId, DateTimeOffset now, CancellationToken cancellationToken) =>
        Live(now)
            .AsNoTracking()
            .Where(token => token.SessionId == sessionId)
            .OrderByDescending(token => token.IssuedAt)
            .FirstOrDefaultAsync(cancellationToken);

    public Task<bool> TryConsumeAsync(Guid id, RefreshToken successor, DateTimeOffset now, CancellationToken cancellationToken) =>
        context.WriteAsync(
            async token =>
            {
                // The condition and the change are one statement: no interleaving lets two callers see a live token.
                int consumed = await Live(now)
                    .Where(row => row.Id == id && context.Users.Any(user => user.Id == row.UserId && user.IsActive))
                    .ExecuteUpdateAsync(row => row.SetProperty(refreshToken => refreshToken.ConsumedAt, now), token);
                if (consumed == 0)
                {
                    return false;
                }

                context.RefreshTokens.Add(successor);
                await context.SaveChangesAsync(token);
                return true;
            },
            token => context.RefreshTokens.AnyAsync(row => row.Id == successor.Id, token),
            cancellationToken);

    public Task<bool> TryBlacklistAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        context.WriteAsync(
            async token => await Live(now)
                .Where(row => row.Id == id)
                .ExecuteUpdateAsync(row => row.SetProperty(refreshToken => refreshToken.BlacklistedAt, now), token) == 1,
            token => context.RefreshTokens.AnyAsync(row => row.Id == id && row.BlacklistedAt == now, token),
            cancellationToken);

    public async Task<int> DeleteExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        int total = 0;
        int deleted;
        do
        {
            // In batches, so that no lock is held long.
            deleted = await context.WriteAsync(
                token => context.RefreshTokens
                    .Where(row => context.RefreshTokens
                        .Where(expired => expired.ExpiresAt <= now)
                        .OrderBy(expired => expired.ExpiresAt)
                        .Take(DeleteBatchSize)
                        .Select(expired => expired.Id)
                        .Contains(row.Id))
                    .ExecuteDeleteAsync(token),
                _ => Task.FromResult(false),
                cancellationToken);
            total += deleted;
        }
        while (deleted == DeleteBatchSize);

        return total;
    }

    private IQueryable<RefreshToken> Live(DateTimeOffset now) => context.RefreshTokens
        .Where(token => token.ConsumedAt == null && token.BlacklistedAt == null && token.ExpiresAt > now);
}
