using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Repositories;

/// <summary>
/// Accounts to which more belongs than is deleted in one transaction: their oldest rows go first, in batches, so that no
/// statement takes longer than it may. One batch of each kind stays, to go with the account or not at all.
/// </summary>
internal sealed class LargeAccountPruner(AuthDbContext context)
{
    public async Task<bool> IsLargeAsync(Guid userId, CancellationToken cancellationToken) =>
        await OldEvents(userId).AnyAsync(cancellationToken)
        || await OldSessions(userId).AnyAsync(cancellationToken)
        || await OldTokens(userId).AnyAsync(cancellationToken);

    public async Task PruneAsync(Guid userId, CancellationToken cancellationToken)
    {
        // Tokens before sessions, with which the rest of them goes.
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

    // Used tokens only: each session has one that is not used. All columns of the order are in one index, so a batch costs the
    // same however many tokens the account has.
    private IQueryable<RefreshToken> OldTokens(Guid userId) => context.RefreshTokens.Where(row => context.RefreshTokens
        .Where(token => token.UserId == userId && token.ConsumedAt != null)
        .OrderByDescending(token => token.IssuedAt).ThenByDescending(token => token.Id)
        .Skip(BatchDelete.Size).Take(BatchDelete.Size).Select(token => token.Id)
        .Contains(row.Id));
}
