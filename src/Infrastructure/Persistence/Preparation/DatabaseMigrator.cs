using CleanAuth.Application.Abstractions.Operations;
using CleanAuth.Infrastructure.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Infrastructure.Persistence.Preparation;

internal sealed partial class DatabaseMigrator(
    AuthDbContext context,
    IDatabaseEngine engine,
    MigrationHistory history,
    KeyProtectionOptions keys,
    ILogger<DatabaseMigrator> logger) : IDatabaseMigrator
{
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        await engine.CreateIfMissingAsync(cancellationToken);
        await engine.CheckSettingsAsync(cancellationToken);
        return await history.ReadPendingAsync(cancellationToken) is [] ? [] : await ApplyAsync(cancellationToken);
    }

    private async Task<string[]> ApplyAsync(CancellationToken cancellationToken)
    {
        await using IAsyncDisposable migrationLock = await engine.LockMigrationsAsync(cancellationToken);

        // Another instance may have applied the migrations in the meantime.
        string[] pending = await history.ReadPendingAsync(cancellationToken);
        if (pending.Length == context.Database.GetMigrations().Count() && HasKeys())
        {
            KeysWithoutDatabase(logger, keys.KeysPath);
        }

        await context.WithMigrationTimeoutAsync(async () =>
        {
            // MigrateAsync would query the missing table on PostgreSQL, and EF Core would log an error.
            await context.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
        });
        return pending;
    }

    private bool HasKeys() =>
        keys.Storage == KeyStorage.Folder && Directory.Exists(keys.KeysPath) && Directory.EnumerateFiles(keys.KeysPath, "*.xml").Any();

    [LoggerMessage(
        4010,
        LogLevel.Warning,
        "The database is empty, but {Folder} contains keys of an earlier database. "
        + "If this is not a new installation, stop the service and restore a backup.")]
    private static partial void KeysWithoutDatabase(ILogger logger, string folder);
}
