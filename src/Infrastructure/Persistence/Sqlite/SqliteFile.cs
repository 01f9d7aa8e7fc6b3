using CleanAuth.Infrastructure.Files;
using Microsoft.Data.Sqlite;

namespace CleanAuth.Infrastructure.Persistence.Sqlite;

/// <summary>
/// The file of all connections of this process. An open connection keeps writing to a file that was deleted or moved away, and
/// these changes are lost. So each use checks that the file is still there.
/// </summary>
/// <param name="path">The path of the file; null for a database in memory.</param>
/// <param name="createIfMissing">Whether the first connection creates a missing file.</param>
internal sealed class SqliteFile(string? path, bool createIfMissing)
{
    private const int CannotOpen = 14;

    private volatile bool hasExisted;
    private int generation;

    /// <summary>Returns how often the file was lost. A connection that was opened before the last loss uses another file.</summary>
    /// <exception cref="SqliteException">The file was there before and is missing. A new file would hide the loss.</exception>
    public int EnsureExists()
    {
        if (path is null || File.Exists(path))
        {
            hasExisted = true;
        }
        else if (hasExisted)
        {
            Interlocked.Increment(ref generation);
            throw new SqliteException("The database file is gone.", CannotOpen);
        }
        else if (createIfMissing)
        {
            Create(path);
        }

        return Volatile.Read(ref generation);
    }

    // SQLite would create the file with the mode that the umask leaves. It gives the -wal and -shm files the mode of this file.
    private static void Create(string path)
    {
        PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
        try
        {
            PrivateFiles.Open(path, FileMode.CreateNew).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first.
        }
    }
}
