using CleanAuth.Application.Abstractions;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence;

internal sealed class DatabaseMigrator(AuthDbContext context, PollingClock pollingClock) : IDatabaseMigrator
{
    // Unlike a request, a migration may have a whole table to write.
    private static readonly TimeSpan StatementTimeout = TimeSpan.FromMinutes(10);

    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        string[] pending = [.. await context.Database.GetPendingMigrationsAsync(cancellationToken)];
        if (pending.Length > 0)
        {
            using FileStream? turn = context.Database.IsSqlite()
                ? await SqliteMigrationTurn.TakeAsync(context, pollingClock, cancellationToken)
                : null;
            await PatientlyAsync(() => context.Database.MigrateAsync(cancellationToken));
        }

        return pending;
    }

    // The context goes back to the pool with what is set on it.
    private async Task PatientlyAsync(Func<Task> migrate)
    {
        int? usual = context.Database.GetCommandTimeout();
        context.Database.SetCommandTimeout(StatementTimeout);
        try
        {
            await migrate();
        }
        finally
        {
            context.Database.SetCommandTimeout(usual);
        }
    }
}
