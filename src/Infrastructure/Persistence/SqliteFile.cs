using Microsoft.Data.Sqlite;

namespace CleanAuth.Infrastructure.Persistence;

/// <summary>
/// The file behind all connections of this process. One that is open goes on with a file that was deleted or moved away,
/// and what it then writes is lost with it.
/// </summary>
internal sealed class SqliteFile(string dataSource)
{
    private const int CannotOpen = 14;

    private readonly string? path = dataSource is "" or ":memory:" ? null : Path.GetFullPath(dataSource);
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

        return Volatile.Read(ref losses);
    }
}
