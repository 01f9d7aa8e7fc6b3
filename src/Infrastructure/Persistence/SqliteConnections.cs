using Microsoft.Data.Sqlite;

namespace CleanAuth.Infrastructure.Persistence;

/// <summary>Where the SQLite database is, and how every connection to it is made.</summary>
internal sealed class SqliteConnections
{
    private readonly SqliteFile file;

    public SqliteConnections(string? connectionString, DatabaseOptions options)
    {
        // Connections are kept, so a pool beneath them would only hold on to a file that is gone.
        SqliteConnectionStringBuilder builder = new(connectionString) { Pooling = false };

        // A relative path is taken from the working directory, as SQLite does; only the folder is made here.
        if (builder.DataSource is not ("" or ":memory:") && Path.GetDirectoryName(Path.GetFullPath(builder.DataSource)) is { } folder)
        {
            PrivateFolder.Create(folder);
        }

        ConnectionString = builder.ConnectionString;
        Timeout = options.Timeout;
        file = new SqliteFile(builder.DataSource);
    }

    public string ConnectionString { get; }

    /// <summary>How long a statement and a turn to write are waited for.</summary>
    public TimeSpan Timeout { get; }

    public KeptSqliteConnection Create() => new(ConnectionString, file) { DefaultTimeout = (int)Timeout.TotalSeconds };
}
