using Microsoft.Data.Sqlite;

namespace CleanAuth.BareEndpoints;

/// <summary>
/// A table in a SQLite file: one connection, one prepared statement, one writer at a time, one commit for each token (WAL,
/// <c>synchronous=FULL</c>).
/// </summary>
public sealed class SqliteTokens : ITokenStore, IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=bare.db");
    private readonly SemaphoreSlim writeLock = new(1, 1);
    private readonly SqliteCommand insert;
    private readonly SqliteParameter id;

    public SqliteTokens()
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

    public async Task ReplaceAsync(Guid token, Guid successor, CancellationToken cancellationToken)
    {
        await writeLock.WaitAsync(cancellationToken);
        try
        {
            id.Value = successor.ToString();
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
