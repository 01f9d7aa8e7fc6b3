using CleanAuth.Application.Abstractions;
using CleanAuth.Infrastructure.Tokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.Persistence;

internal sealed partial class DatabaseMigrator(
    AuthDbContext context,
    EmailKeys emailKeys,
    KeyProtectionOptions keys,
    PollingClock pollingClock,
    ILogger<DatabaseMigrator> logger) : IDatabaseMigrator
{
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        string[] pending = [.. await context.Database.GetPendingMigrationsAsync(cancellationToken)];
        if (pending.Length > 0)
        {
            if (pending.Length == context.Database.GetMigrations().Count() && HasKeys())
            {
                KeysWithoutDatabase(logger, keys.KeysPath);
            }

            using FileStream? turn = context.Database.IsSqlite()
                ? await SqliteMigrationTurn.TakeAsync(context, pollingClock, cancellationToken)
                : null;
            await context.PatientlyAsync(() => context.Database.MigrateAsync(cancellationToken));
        }

        await context.PatientlyAsync(() => emailKeys.UpdateAsync(cancellationToken));
        return pending;
    }

    private bool HasKeys() =>
        keys.Storage == KeyStorage.Folder && Directory.Exists(keys.KeysPath) && Directory.EnumerateFiles(keys.KeysPath, "*.xml").Any();

    [LoggerMessage(4010, LogLevel.Warning, "The database is empty, but {Folder} holds keys of an earlier one. If its data should be here, stop the service and restore a backup.")]
    private static partial void KeysWithoutDatabase(ILogger logger, string folder);
}
