using CleanAuth.Infrastructure.Files;
using Microsoft.Data.Sqlite;

namespace CleanAuth.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Watches the database file. If it is deleted or moved, open connections would keep writing to the old file and lose the changes, so
/// each use checks that the file exists.
/// </summary>
/// <param name="path">The path of the file; null for a database in memory.</param>
/// <param name="createIfMissing">Whether the first connection creates a missing file.</param>
internal sealed class SqliteFile(string? path, bool createIfMissing)
{
    private const int CannotOpen = 14;

    private volatile bool hasExisted;
    private int generation;

    /// <summary>Returns a number that increases each time the file is lost. A connection with a lower number uses another file.</summary>
    /// <exception cref="SqliteException">
    /// The file existed before and is missing. It is not created again, because that would hide the loss.
    /// </exception>
    public int EnsureExists()
    {
        if (path is null || File.Exists(path))
        {
            hasExisted = true;
        }
        else if (hasExisted)
        {
            Interlocked.Increment(ref generation);
            throw new SqliteException("The database file is missing.", CannotOpen);
        }
        else if (createIfMissing)
        {
            Create(path);
        }

        return Volatile.Read(ref generation);
    }

    // SQLite would create the file with a mode from the umask. It gives the -wal and -shm files the mode of this file.
    private static void Create(string path)
    {
        PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
        try
        {
            PrivateFiles.Open(path, FileMode.CreateNew).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process has created the file.
        }
    }
}
