using CleanAuth.Application.Abstractions.Operations;
using CleanAuth.Infrastructure.Files;
using CleanAuth.Infrastructure.Persistence.Backups;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Sqlite;

/// <summary>Backs up the SQLite database into a <see cref="BackupArchive"/>, and restores it.</summary>
internal sealed class SqliteBackups(
    AuthDbContext context,
    SqliteConnections connections,
    BackupArchive archive,
    SqliteRestore restore,
    SessionAndLinkVoider voider) : IDatabaseBackup
{
    private string DatabasePath =>
        connections.Path ?? throw new InvalidOperationException("The database is in memory: there is nothing to back up.");

    public async Task BackUpAsync(string file, CancellationToken cancellationToken)
    {
        if (File.Exists(file))
        {
            throw new InvalidOperationException($"The file {file} exists already. Choose another name.");
        }

        if (Path.GetDirectoryName(file) is { } folder && !Directory.Exists(folder))
        {
            throw new InvalidOperationException($"The folder {folder} does not exist. Create it, or choose another one.");
        }

        if (!File.Exists(DatabasePath))
        {
            throw new InvalidOperationException(
                $"There is no database at {DatabasePath}. Run the command in the folder of the service, with its settings.");
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
            await archive.WriteAsync(part, copy, cancellationToken);
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
        string temporaryPath = $"{DatabasePath}-restoring";
        try
        {
            Dictionary<string, byte[]> keyFiles = await BackupArchive.ExtractAsync(file, temporaryPath, cancellationToken);
            await restore.PrepareAsync(temporaryPath, cancellationToken);
            archive.WriteMissingKeys(keyFiles);
            return restore.Replace(DatabasePath, temporaryPath);
        }
        finally
        {
            SqliteRestore.DeleteWithWal(temporaryPath);
        }
    }

    public Task VoidSessionsAndLinksAsync(CancellationToken cancellationToken) => voider.VoidAsync(context, cancellationToken);
}
