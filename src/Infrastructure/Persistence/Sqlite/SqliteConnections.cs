using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace CleanAuth.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Creates every connection to the SQLite database. When the service stops, it closes them and moves the content of the write-ahead
/// log (-wal) into the file, so that the file alone holds all data.
/// </summary>
internal sealed class SqliteConnections : IDisposable
{
    private readonly ConcurrentDictionary<PersistentSqliteConnection, bool> open = [];
    private readonly SqliteFile file;

    public SqliteConnections(string? connectionString, DatabaseOptions options)
    {
        // Use no driver pool: the connections stay open anyway, and a pool would keep deleted files open.
        SqliteConnectionStringBuilder builder = new(connectionString) { Pooling = false };

        Path = FileOf(builder);
        ConnectionString = builder.ConnectionString;
        Timeout = options.Timeout;
        file = new SqliteFile(Path, createIfMissing: builder.Mode == SqliteOpenMode.ReadWriteCreate);
    }

    public string ConnectionString { get; }

    /// <summary>The file of the database; null for a database in memory.</summary>
    public string? Path { get; }

    /// <summary>The timeout of a statement, and of waiting for the write gate.</summary>
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
            CheckpointWal();
        }
    }

    // SQLite empties the log only when the last connection of all processes closes. Another process may keep the file open.
    private void CheckpointWal()
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
            // Ignore the error: committed changes are in the log, which SQLite reads at the next start.
        }
    }

    // A relative path is taken from the working directory, as SQLite does.
    private static string? FileOf(SqliteConnectionStringBuilder builder) =>
        builder.Mode == SqliteOpenMode.Memory || builder.DataSource is "" or ":memory:"
            ? null
            : System.IO.Path.GetFullPath(builder.DataSource);
}
