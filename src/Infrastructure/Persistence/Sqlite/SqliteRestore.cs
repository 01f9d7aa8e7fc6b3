using CleanAuth.Infrastructure.Persistence.Backups;
using CleanAuth.Infrastructure.Persistence.Preparation;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Sqlite;

/// <summary>Checks a database from a backup, and replaces the current database with it.</summary>
internal sealed class SqliteRestore(
    SqliteConnections connections,
    DatabaseOptions database,
    SessionAndLinkVoider voider,
    TimeProvider clock)
{
    /// <summary>Checks and migrates the extracted database, and voids its sessions and links, before it replaces the current one.</summary>
    /// <exception cref="InvalidOperationException">The database is damaged, or has the migrations of another version.</exception>
    public async Task PrepareAsync(string path, CancellationToken cancellationToken)
    {
        using SqliteConnections copy = new($"Data Source={path}", database);
        DbContextOptionsBuilder<SqliteAuthDbContext> options = new();
        options.UseSqliteFor(copy);
        await using SqliteAuthDbContext restored = new(options.Options);
        try
        {
            List<string> faults = await restored.Database
                .SqlQuery<string>($"""SELECT "integrity_check" AS "Value" FROM pragma_integrity_check WHERE "integrity_check" <> 'ok'""")
                .ToListAsync(cancellationToken);
            if (faults.Count > 0)
            {
                throw new InvalidOperationException($"The database in the backup is damaged: {faults[0]}");
            }

            await RequireKnownMigrationsAsync(restored, cancellationToken);
            await restored.Database.MigrateAsync(cancellationToken);
        }
        catch (SqliteException exception)
        {
            throw new InvalidOperationException($"The database in the backup is damaged: {exception.Message}", exception);
        }

        await voider.VoidAsync(restored, cancellationToken);
    }

    /// <summary>Replaces the current database, and returns the path that it was moved to; null if there was none.</summary>
    /// <exception cref="InvalidOperationException">A service has the database open.</exception>
    public string? Replace(string path, string restored)
    {
        string? previous = MoveCurrentAside(path);
        MoveIntoPlace(restored, path, previous);
        return previous;
    }

    /// <summary>Deletes a database and the -wal and -shm files beside it.</summary>
    public static void DeleteWithWal(string path)
    {
        File.Delete(path);
        File.Delete($"{path}-wal");
        File.Delete($"{path}-shm");
    }

    private static async Task RequireKnownMigrationsAsync(AuthDbContext restored, CancellationToken cancellationToken)
    {
        string[] known = [.. restored.Database.GetMigrations()];
        string[] applied = [.. await restored.Database.GetAppliedMigrationsAsync(cancellationToken)];
        if (applied.Length == 0)
        {
            throw new InvalidOperationException("The database in the backup does not belong to this service.");
        }

        if (MigrationHistory.HasOlder(applied, known))
        {
            throw new InvalidOperationException(
                "The backup was made by a version before 0.1.0, whose tables are incompatible, and cannot be restored. "
                + "Nothing was changed. To start with an empty database, start the service without a database file.");
        }

        if (MigrationHistory.FindNewer(applied, known) is { } newer)
        {
            throw new InvalidOperationException(
                $"The backup was made by a newer version of the service (it has the migration {newer}). Restore it with that version.");
        }
    }

    // Move the -wal too, because SQLite would replay it over the restored file.
    private string? MoveCurrentAside(string path)
    {
        if (!File.Exists(path))
        {
            DeleteWithWal(path);
            return null;
        }

        if (!TryTakeExclusively())
        {
            throw new InvalidOperationException("A service has the database open. Stop it, and try again.");
        }

        string previous = $"{path}-before-restore-{clock.GetUtcNow():yyyyMMddHHmmss}";
        File.Move(path, previous);
        if (File.Exists($"{path}-wal"))
        {
            File.Move($"{path}-wal", $"{previous}-wal");
        }

        File.Delete($"{path}-shm");
        return previous;
    }

    private static void MoveIntoPlace(string restored, string path, string? previous)
    {
        try
        {
            File.Move(restored, path);
        }
        catch (IOException) when (previous is not null)
        {
            File.Move(previous, path);
            throw;
        }
    }

    // SQLite can leave WAL mode only while no other process has the file open. If the database stays in WAL mode or is busy, a service is
    // running.
    private bool TryTakeExclusively()
    {
        using SqliteConnection connection = new(connections.ConnectionString) { DefaultTimeout = 1 };
        try
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=DELETE";
            return command.ExecuteScalar() is "delete";
        }
        catch (SqliteException exception)
        {
            // A damaged file can be replaced: the damage may be the reason for the restore.
            return exception.SqliteErrorCode is not (SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED);
        }
    }
}
