using CleanAuth.Infrastructure.Files;
using Microsoft.Data.Sqlite;

namespace CleanAuth.Infrastructure.Persistence.Sqlite;

/// <summary>
/// The file behind all connections of this process. One that is open goes on with a file that was deleted or moved away,
/// and what it then writes is lost with it.
/// </summary>
/// <param name="path">Where it is; null for a database in memory.</param>
/// <param name="isCreated">Whether the first connection creates it if it is missing.</param>
internal sealed class SqliteFile(string? path, bool isCreated)
{
    private const int CannotOpen = 14;

    private volatile bool wasThere;
    private int losses;

    /// <summary>How often the file has been missing; a connection from before the last time is to another file.</summary>
    /// <exception cref="SqliteException">It is missing, though it was there before. A new one would hide that.</exception>
    public int EnsureThere()
    {
        if (path is null || File.Exists(path))
        {
            wasThere = true;
        }
        else if (wasThere)
        {
            Interlocked.Increment(ref losses);
            throw new SqliteException("The database file is gone.", CannotOpen);
        }
        else if (isCreated)
        {
            Create(path);
        }

        return Volatile.Read(ref losses);
    }

    // SQLite would give a new file the mode that the umask leaves, and gives the files beside it the mode of this one.
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
