using CleanAuth.Infrastructure.Persistence.Preparation;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CleanAuth.Infrastructure.Persistence.PostgreSql;

internal sealed class PostgreSqlEngine(AuthDbContext context) : IDatabaseEngine
{
    private const string Encoding = "UTF8";

    // No other software that uses advisory locks in this database has this number by chance.
    private const long MigrationLock = 0x436C_6561_6E41_7574;

    public async Task CreateIfMissingAsync(CancellationToken cancellationToken)
    {
        if (await ExistsAsync(cancellationToken))
        {
            return;
        }

        NpgsqlConnectionStringBuilder settings = Settings();
        string name = settings.Database!;
        settings.Database = "postgres";
        await using NpgsqlConnection server = new(settings.ConnectionString);
        await server.OpenAsync(cancellationToken);

        // template1 may have another encoding.
        string statement = $"CREATE DATABASE {Quote(name)} ENCODING '{Encoding}' TEMPLATE template0";
        await using NpgsqlCommand command = new(statement, server);
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exception) when (DatabaseErrors.IsDatabaseMadeMeanwhile(exception))
        {
            // Another instance created it.
        }
        catch (PostgresException exception)
        {
            throw new InvalidOperationException(
                $"The database '{name}' does not exist and cannot be made: {DatabaseErrors.MessageOf(exception)}. Let its administrator run {statement}, then start again.",
                exception);
        }
    }

    // Held by an open transaction on a connection of its own: EF Core locks its history table, which several instances would
    // make at once, and a session lock gets lost behind a pgbouncer that lends connections for a transaction.
    public async Task<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = new(Settings().ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await connection.BeginTransactionAsync(cancellationToken);
            await using NpgsqlCommand command = new(
                """
                SELECT set_config(name, '0', true) FROM pg_settings
                WHERE name IN ('lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout');
                SELECT pg_advisory_xact_lock(@number)
                """,
                connection);
            command.Parameters.AddWithValue("number", MigrationLock);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task CheckSettingsAsync(CancellationToken cancellationToken)
    {
        string encoding = await context.Database
            .SqlQuery<string>($"""SELECT current_setting('server_encoding') AS "Value" """)
            .SingleAsync(cancellationToken);
        if (encoding != Encoding)
        {
            string name = Settings().Database!;
            throw new InvalidOperationException(
                $"The database '{name}' has the encoding {encoding}, which cannot hold every name. Make it anew with CREATE DATABASE {Quote(name)} ENCODING '{Encoding}' TEMPLATE template0.");
        }
    }

    // A standby says on too, whatever its settings.
    public Task<ServerStatus?> ReadStatusAsync(CancellationToken cancellationToken) => context.Database
        .SqlQuery<ServerStatus>($"""SELECT current_setting('transaction_read_only') = 'on' AS "IsReadOnly", clock_timestamp() AS "Time" """)
        .SingleOrDefaultAsync(cancellationToken);

    public void ClearPool() => NpgsqlConnection.ClearPool((NpgsqlConnection)context.Database.GetDbConnection());

    private async Task<bool> ExistsAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = new(Settings().ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException exception) when (DatabaseErrors.IsMissingDatabase(exception))
        {
            return false;
        }
    }

    // A connection that ends when it is disposed, instead of going back to a pool, and whose statements may take long.
    private NpgsqlConnectionStringBuilder Settings() => new(context.Database.GetConnectionString())
    {
        Pooling = false,
        CommandTimeout = (int)MigrationTimeout.StatementTimeout.TotalSeconds,
    };

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
