using Microsoft.Data.Sqlite;

namespace CleanAuth.Benchmarks.Baseline;

/// <summary>
/// A table in a SQLite file without any layer above it: one connection, one prepared statement, one writer at a time. As in the
/// service, each row is on the disk before the response (WAL, <c>synchronous=FULL</c>).
/// </summary>
public sealed class BaselineDatabase : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=baseline.db");
    private readonly SemaphoreSlim writeLock = new(1, 1);
    private readonly SqliteCommand insert;
    private readonly SqliteParameter id;

    public BaselineDatabase()
    {
        connection.Open();
        using SqliteCommand setup = connection.CreateCommand();
        setup.CommandText =
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE Tokens (Id TEXT PRIMARY KEY, IssuedAt INTEGER NOT NULL)";
        setup.ExecuteNonQuery();
        insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO Tokens VALUES ($id, 0)";
        id = insert.Parameters.Add("$id", SqliteType.Text);
        insert.Prepare();
    }

    public async Task InsertAsync(Guid token, CancellationToken cancellationToken)
    {
        await writeLock.WaitAsync(cancellationToken);
        try
        {
            id.Value = token.ToString();
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }
        finally
        {
            writeLock.Release();
        }
    }

    public void Dispose()
    {
        insert.Dispose();
        connection.Dispose();
        writeLock.Dispose();
    }
}
