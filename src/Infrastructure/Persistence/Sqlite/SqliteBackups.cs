using System.Formats.Tar;
using CleanAuth.Application.Abstractions.Operations;
using CleanAuth.Infrastructure.Files;
using CleanAuth.Infrastructure.Persistence.Backups;
using CleanAuth.Infrastructure.Persistence.Preparation;
using CleanAuth.Infrastructure.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Sqlite;

/// <summary>
/// A backup of SQLite is a tar file: the database as <c>cleanauth.db</c>, and the Data Protection keys in <c>keys/</c> if they are kept
/// in a folder. Without these keys the signing keys in the database cannot be decrypted.
/// </summary>
internal sealed class SqliteBackups(
    AuthDbContext context,
    SqliteConnections connections,
    DatabaseOptions database,
    KeyProtectionOptions keys,
    SessionAndLinkVoider voider,
    TimeProvider clock) : IDatabaseBackup
{
    private const string DatabaseEntry = "cleanauth.db";
    private const string KeysEntry = "keys/";

    private string DatabasePath => connections.Path ?? throw new InvalidOperationException("The database is in memory: there is nothing to back up.");

    public async Task BackUpAsync(string file, CancellationToken cancellationToken)
    {
        if (File.Exists(file))
        {
            throw new InvalidOperationException($"The file {file} exists already. Choose another name.");
        }

        if (!File.Exists(DatabasePath))
        {
            throw new InvalidOperationException($"There is no database at {DatabasePath}. Run the command in the folder of the service, with its settings.");
        }

        if (!(await context.Database.GetAppliedMigrationsAsync(cancellationToken)).Any())
        {
            throw new InvalidOperationException($"The database at {DatabasePath} is empty. Check ConnectionStrings:CleanAuth.");
        }

        string part = $"{file}.{Path.GetRandomFileName()}";
        string copy = $"{part}.db";
        try
        {
            await PrivateFiles.CreateForOwner(copy).DisposeAsync();
            await context.Database.ExecuteSqlAsync($"VACUUM INTO {copy}", cancellationToken);
            await WriteAsync(part, copy, cancellationToken);
            File.Move(part, file);
        }
        finally
        {
            File.Delete(copy);
            File.Delete(part);
        }
    }

    public async Task<string?> RestoreAsync(string file, CancellationToken cancellationToken)
    {
        string restoring = $"{DatabasePath}-restoring";
        try
        {
            Dictionary<string, byte[]> keyFiles = await ExtractAsync(file, restoring, cancellationToken);
            await PrepareAsync(restoring, cancellationToken);
            WriteKeys(keyFiles);
            string? before = PutAside();
            PutInPlace(restoring, before);
            return before;
        }
        finally
        {
            DeleteWithLog(restoring);
        }
    }

    public Task VoidSessionsAndLinksAsync(CancellationToken cancellationToken) => voider.VoidAsync(context, cancellationToken);

    private async Task WriteAsync(string file, string copy, CancellationToken cancellationToken)
    {
        await using FileStream stream = PrivateFiles.CreateForOwner(file);
        await using TarWriter tar = new(stream);
        await tar.WriteEntryAsync(copy, DatabaseEntry, cancellationToken);
        if (keys.Storage == KeyStorage.Folder && Directory.Exists(keys.KeysPath))
        {
            foreach (string key in Directory.EnumerateFiles(keys.KeysPath, "*.xml"))
            {
                await tar.WriteEntryAsync(key, KeysEntry + Path.GetFileName(key), cancellationToken);
            }
        }
    }

    // Other entries are ignored, so that a crafted name cannot write outside the folder.
    private static async Task<Dictionary<string, byte[]>> ExtractAsync(string file, string databasePath, CancellationToken cancellationToken)
    {
        Dictionary<string, byte[]> keyFiles = [];
        bool hasDatabase = false;
        try
        {
            await using FileStream stream = File.OpenRead(file);
            await using TarReader tar = new(stream);
            while (await tar.GetNextEntryAsync(cancellationToken: cancellationToken) is { } entry)
            {
                if (entry is { Name: DatabaseEntry, DataStream: not null })
                {
                    await using FileStream target = PrivateFiles.Open(databasePath, FileMode.Create);
                    await entry.DataStream.CopyToAsync(target, cancellationToken);
                    hasDatabase = true;
                }
                else if (entry.DataStream is not null && entry.Name == KeysEntry + Path.GetFileName(entry.Name) && entry.Name.EndsWith(".xml", StringComparison.Ordinal))
                {
                    using MemoryStream key = new();
                    await entry.DataStream.CopyToAsync(key, cancellationToken);
                    keyFiles[Path.GetFileName(entry.Name)] = key.ToArray();
                }
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new InvalidOperationException($"{file} is no backup of this service, or it is damaged: {exception.Message}", exception);
        }

        return hasDatabase ? keyFiles : throw new InvalidOperationException($"{file} is no backup of this service: it holds no {DatabaseEntry}.");
    }

    // Check and migrate the copy before it replaces the current database.
    private async Task PrepareAsync(string path, CancellationToken cancellationToken)
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

            await EnsureKnownMigrationsAsync(restored, cancellationToken);
            await restored.Database.MigrateAsync(cancellationToken);
        }
        catch (SqliteException exception)
        {
            throw new InvalidOperationException($"The database in the backup is damaged: {exception.Message}", exception);
        }

        await voider.VoidAsync(restored, cancellationToken);
    }

    private static async Task EnsureKnownMigrationsAsync(AuthDbContext restored, CancellationToken cancellationToken)
    {
        string[] known = [.. restored.Database.GetMigrations()];
        string[] applied = [.. await restored.Database.GetAppliedMigrationsAsync(cancellationToken)];
        if (applied.Length == 0)
        {
            throw new InvalidOperationException("The database in the backup is none of this service.");
        }

        if (MigrationHistory.HasOlder(applied, known))
        {
            throw new InvalidOperationException(
                "The backup was made before version 0.1.0, which has other tables, and cannot be restored. Nothing was changed. "
                + "To start anew, start the service without a database file.");
        }

        if (MigrationHistory.FindNewer(applied, known) is { } newer)
        {
            throw new InvalidOperationException(
                $"The backup was made by a newer version of the service (it has the migration {newer}). Restore it with that version.");
        }
    }

    /// <summary>Moves the current database and its -wal aside. SQLite would replay a -wal that stays over the restored file.</summary>
    private string? PutAside()
    {
        if (!File.Exists(DatabasePath))
        {
            DeleteWithLog(DatabasePath);
            return null;
        }

        if (!TryTakeExclusively())
        {
            throw new InvalidOperationException("A service has the database open. Stop it, and try again.");
        }

        string before = $"{DatabasePath}-before-restore-{clock.GetUtcNow():yyyyMMddHHmmss}";
        File.Move(DatabasePath, before);
        if (File.Exists($"{DatabasePath}-wal"))
        {
            File.Move($"{DatabasePath}-wal", $"{before}-wal");
        }

        File.Delete($"{DatabasePath}-shm");
        return before;
    }

    private void PutInPlace(string restored, string? before)
    {
        try
        {
            File.Move(restored, DatabasePath);
        }
        catch (IOException) when (before is not null)
        {
            File.Move(before, DatabasePath);
            throw;
        }
    }

    // SQLite can leave WAL mode only while no other process has the file open. If it stays in WAL mode or is busy, a service is running.
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

    private void WriteKeys(Dictionary<string, byte[]> keyFiles)
    {
        foreach ((string name, byte[] content) in keys.Storage == KeyStorage.Folder ? keyFiles : [])
        {
            PrivateFiles.CreateFolder(keys.KeysPath);
            string path = Path.Combine(keys.KeysPath, name);
            if (!File.Exists(path))
            {
                using FileStream stream = PrivateFiles.Open(path, FileMode.CreateNew);
                stream.Write(content);
            }
        }
    }

    private static void DeleteWithLog(string path)
    {
        File.Delete(path);
        File.Delete($"{path}-wal");
        File.Delete($"{path}-shm");
    }
}
