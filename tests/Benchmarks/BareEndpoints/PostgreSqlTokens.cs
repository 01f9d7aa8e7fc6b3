using Npgsql;

namespace CleanAuth.BareEndpoints;

/// <summary>One prepared statement that consumes a token, touches its session and inserts the successor, as the service does.</summary>
public sealed class PostgreSqlTokens : ITokenStore, IAsyncDisposable
{
    private readonly NpgsqlDataSource database;

    public PostgreSqlTokens(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings = new(connectionString) { MaxAutoPrepare = 10, NoResetOnClose = true };
        database = NpgsqlDataSource.Create(settings.ConnectionString);
        using NpgsqlCommand setup = database.CreateCommand(
            """
            CREATE TABLE sessions (id uuid PRIMARY KEY, used_at timestamptz NOT NULL);
            CREATE TABLE tokens (id uuid PRIMARY KEY, session_id uuid NOT NULL REFERENCES sessions, consumed_at timestamptz);
            """);
        setup.ExecuteNonQuery();
    }

    public async Task ReplaceAsync(Guid token, Guid successor, CancellationToken cancellationToken)
    {
        if (token == Guid.Empty)
        {
            await ExecuteAsync(
                """
                WITH opened AS (INSERT INTO sessions VALUES (gen_random_uuid(), now()) RETURNING id)
                INSERT INTO tokens SELECT $2, id FROM opened WHERE id <> $1
                """,
                token,
                successor,
                cancellationToken);
            return;
        }

        await ExecuteAsync(
            """
            WITH consumed AS (UPDATE tokens SET consumed_at = now() WHERE id = $1 AND consumed_at IS NULL RETURNING session_id),
            touched AS (UPDATE sessions SET used_at = now() FROM consumed WHERE sessions.id = consumed.session_id)
            INSERT INTO tokens SELECT $2, session_id FROM consumed
            """,
            token,
            successor,
            cancellationToken);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task ExecuteAsync(string statement, Guid token, Guid successor, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.CreateCommand(statement);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = token });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = successor });
        if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            throw new InvalidOperationException("The token was consumed before.");
        }
    }
}
