using CleanAuth.Domain.Sessions;
using CleanAuth.Infrastructure.Persistence.Preparation;
using CleanAuth.Infrastructure.Revocations;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Backups;

/// <summary>
/// Voids everything that was issued before a restore, because a restored database contains tokens and links that were used or revoked
/// after the backup.
/// </summary>
internal sealed class SessionAndLinkVoider(RevocationSet revocations, TimeProvider clock)
{
    // Sessions may have been ended after the backup. Raise the epoch far above any value that was reached since then.
    private const int EpochIncrement = 1_000_000;
    private const int BatchSize = 1_000;

    /// <summary>
    /// Ends all sessions, revokes all signing keys, deletes all links, login codes and queued emails, and removes pending addresses, in
    /// one transaction.
    /// </summary>
    public Task VoidAsync(AuthDbContext context, CancellationToken cancellationToken) =>
        context.WithMigrationTimeoutAsync(() => WriteAsync(context, cancellationToken));

    private Task<bool> WriteAsync(AuthDbContext context, CancellationToken cancellationToken) => context.WriteAsync(
        async token =>
        {
            DateTimeOffset now = clock.GetUtcNow();
            await context.Sessions.Where(session => session.EndedAt == null).ExecuteUpdateAsync(
                session => session
                    .SetProperty(row => row.EndedAt, now)
                    .SetProperty(row => row.EndReason, SessionEndReason.RevokedByAdmin),
                token);

            // A key that leaked and was revoked after the backup could sign tokens of any epoch.
            await context.SigningKeys
                .Where(key => key.RevokedAt == null)
                .ExecuteUpdateAsync(key => key.SetProperty(row => row.RevokedAt, now), token);
            await context.AccountLinks.ExecuteDeleteAsync(token);
            await context.LoginCodes.ExecuteDeleteAsync(token);
            await context.OutgoingEmails.ExecuteDeleteAsync(token);
            await context.Users.ExecuteUpdateAsync(
                user => user
                    .SetProperty(row => row.SessionEndings, row => row.SessionEndings + EpochIncrement)
                    .SetProperty(row => row.PendingEmail, (string?)null),
                token);
            await RevokeAccessTokensAsync(context, now, token);
            return true;
        },
        cancellationToken);

    private async Task RevokeAccessTokensAsync(AuthDbContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateTimeOffset expiry = revocations.ExpiryOf(now);
        for (Guid last = Guid.Empty; ;)
        {
            var accounts = await context.Users.AsNoTracking()
                .Where(user => user.Id > last)
                .OrderBy(user => user.Id)
                .Select(user => new { user.Id, user.SessionEpoch })
                .Take(BatchSize)
                .ToListAsync(cancellationToken);
            if (accounts.Count == 0)
            {
                return;
            }

            context.Revocations.AddRange(accounts.Select(account =>
                Revocation.OfUser(account.Id, account.SessionEpoch, SessionEndReason.RevokedByAdmin, expiry)));
            await context.SaveChangesAsync(cancellationToken);
            context.ChangeTracker.Clear();
            last = accounts[^1].Id;
        }
    }
}
