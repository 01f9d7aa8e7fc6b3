using CleanAuth.Application.Abstractions;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence;

internal sealed class DatabaseMigrator(AuthDbContext context, EmailKeys emailKeys, PollingClock pollingClock) : IDatabaseMigrator
{
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        string[] pending = [.. await context.Database.GetPendingMigrationsAsync(cancellationToken)];
        if (pending.Length > 0)
        {
            using FileStream? turn = context.Database.IsSqlite()
                ? await SqliteMigrationTurn.TakeAsync(context, pollingClock, cancellationToken)
                : null;
            await context.PatientlyAsync(() => context.Database.MigrateAsync(cancellationToken));
        }

        await context.PatientlyAsync(() => emailKeys.UpdateAsync(cancellationToken));
        return pending;
    }
}
