using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Repositories;

/// <summary>
/// Deletes the oldest rows of large accounts in batches, so that the final deletion fits into one transaction. It keeps the newest batch
/// of each kind, which is deleted together with the account.
/// </summary>
internal sealed class LargeAccountPruner(AuthDbContext context)
{
    public async Task<bool> IsLargeAsync(Guid userId, CancellationToken cancellationToken) =>
        await OldEvents(userId).AnyAsync(cancellationToken)
        || await OldSessions(userId).AnyAsync(cancellationToken)
        || await OldTokens(userId).AnyAsync(cancellationToken);

    public async Task PruneAsync(Guid userId, CancellationToken cancellationToken)
    {
        // Delete tokens first: the remaining ones are deleted with their sessions.
        await context.DeleteBatchesAsync(OldTokens(userId), cancellationToken);
        await context.DeleteBatchesAsync(OldSessions(userId), cancellationToken);
        await context.DeleteBatchesAsync(OldEvents(userId), cancellationToken);
    }

    private IQueryable<SecurityEvent> OldEvents(Guid userId) => context.SecurityEvents.Where(row => context.SecurityEvents
        .Where(item => item.UserId == userId)
        .OrderByDescending(item => item.Id).Skip(BatchDelete.Size).Take(BatchDelete.Size).Select(item => item.Id)
        .Contains(row.Id));

    private IQueryable<Session> OldSessions(Guid userId) => context.Sessions.Where(row => context.Sessions
        .Where(session => session.UserId == userId)
        .OrderByDescending(session => session.OpenedAt).ThenByDescending(session => session.Id)
        .Skip(BatchDelete.Size).Take(BatchDelete.Size).Select(session => session.Id)
        .Contains(row.Id));

    // Delete consumed tokens only: each session has at most one live token, which is deleted with it. One index covers the sort order, so
    // each batch costs the same.
    private IQueryable<RefreshToken> OldTokens(Guid userId) => context.RefreshTokens.Where(row => context.RefreshTokens
        .Where(token => token.UserId == userId && token.ConsumedAt != null)
        .OrderByDescending(token => token.IssuedAt).ThenByDescending(token => token.Id)
        .Skip(BatchDelete.Size).Take(BatchDelete.Size).Select(token => token.Id)
        .Contains(row.Id));
}
