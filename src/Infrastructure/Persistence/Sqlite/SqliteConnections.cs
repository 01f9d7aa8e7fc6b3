using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace CleanAuth.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Where the SQLite database is, and how every connection to it is made. At the end it closes them all and moves what was written
/// last from the write-ahead log (-wal) into the file, so that the file alone holds everything.
/// </summary>
internal sealed class SqliteConnections : IDisposable
{
    private readonly ConcurrentDictionary<PersistentSqliteConnection, bool> open = [];
    private readonly SqliteFile file;

    public SqliteConnections(string? connectionString, DatabaseOptions options)
    {
        // Connections are kept, so a pool beneath them would only hold on to a file that is gone.
        SqliteConnectionStringBuilder builder = new(connectionString) { Pooling = false };

        Path = FileOf(builder);
        ConnectionString = builder.ConnectionString;
        Timeout = options.Timeout;
        file = new SqliteFile(Path, isCreated: builder.Mode == SqliteOpenMode.ReadWriteCreate);
    }

    public string ConnectionString { get; }

    /// <summary>The file of the database; null for one in memory.</summary>
    public string? Path { get; }

    /// <summary>How long a statement and a turn to write are waited for.</summary>
    public TimeSpan Timeout { get; }

    public PersistentSqliteConnection Create()
    {
        PersistentSqliteConnection connection = new(ConnectionString, file) { DefaultTimeout = (int)Timeout.TotalSeconds };
        open[connection] = true;
        connection.Disposed += (_, _) => open.TryRemove(connection, out _);
        return connection;
    }

    public void Dispose()
    {
        foreach (PersistentSqliteConnection connection in open.Keys)
        {
            connection.CloseIfIdle();
        }

        if (Path is not null && File.Exists($"{Path}-wal"))
        {
            EmptyLog();
        }
    }

    // SQLite empties the log by itself only when the last connection of all processes closes; another process may keep the file open.
    private void EmptyLog()
    {
        try
        {
            using PersistentSqliteConnection connection = Create();
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            command.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // What was answered with success is in the log, on the disk; SQLite reads it at the next start.
        }
    }

    // A relative path is taken from the working directory, as SQLite does.
    private static string? FileOf(SqliteConnectionStringBuilder builder) =>
        builder.Mode == SqliteOpenMode.Memory || builder.DataSource is "" or ":memory:"
            ? null
            : System.IO.Path.GetFullPath(builder.DataSource);
}
