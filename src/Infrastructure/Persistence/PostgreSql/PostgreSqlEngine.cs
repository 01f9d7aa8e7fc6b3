using CleanAuth.Infrastructure.Persistence.Preparation;
using CleanAuth.Infrastructure.Persistence.Servers;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CleanAuth.Infrastructure.Persistence.PostgreSql;

internal sealed class PostgreSqlEngine(AuthDbContext context, DatabaseOptions options) : IDatabaseEngine
{
    private const string Encoding = "UTF8";

    // "CleanAut" in ASCII, to avoid conflicts with other software in this database.
    private const long MigrationLock = 0x436C_6561_6E41_7574;

    public bool IsServer => true;

    public IReadOnlyList<string> Files => [];

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

        // The usual template1 may have another encoding.
        string statement = $"CREATE DATABASE {Quote(name)} ENCODING '{Encoding}' TEMPLATE template0";
        await using NpgsqlCommand command = new(statement, server);
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exception) when (PostgreSqlErrors.IsExistingDatabase(exception))
        {
            // Another instance created it.
        }
        catch (PostgresException exception)
        {
            throw new InvalidOperationException(
                $"The database '{name}' does not exist and cannot be created: {context.Errors.MessageOf(exception)}. "
                + $"Ask the database administrator to run {statement}, then start the service again.",
                exception);
        }
    }

    // Npgsql's own check queries the table, and EF Core would log the missing table as an error.
    public Task<bool> HasMigrationHistoryAsync(CancellationToken cancellationToken) => context.Database
        .SqlQuery<bool>($"""SELECT to_regclass('"__EFMigrationsHistory"') IS NOT NULL AS "Value" """)
        .SingleAsync(cancellationToken);

    // Take an advisory lock in an open transaction. EF Core's own lock needs the history table, which several instances would create
    // concurrently. A session lock does not work with pgbouncer in transaction mode.
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
                $"The database '{name}' has the encoding {encoding}, which cannot store every name. "
                + $"Create it again with CREATE DATABASE {Quote(name)} ENCODING '{Encoding}' TEMPLATE template0.");
        }

        if (options.PrepareStatements && await IsBehindPoolerAsync(cancellationToken))
        {
            throw new InvalidOperationException(
                "A pooler such as pgbouncer stands before the database. It could run another statement than the one that was prepared. "
                + "Set Database:PrepareStatements to false.");
        }
    }

    // A pooler tells each client a process id of its own.
    private async Task<bool> IsBehindPoolerAsync(CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            int backend = await context.Database.SqlQuery<int>($"""SELECT pg_backend_pid() AS "Value" """).SingleAsync(cancellationToken);
            return backend != ((NpgsqlConnection)context.Database.GetDbConnection()).ProcessID;
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }

    // A standby returns "on" too, regardless of its settings.
    public Task<ServerStatus?> ReadStatusAsync(CancellationToken cancellationToken) => context.Database
        .SqlQuery<ServerStatus>($"""SELECT current_setting('transaction_read_only') = 'on' AS "IsReadOnly", clock_timestamp() AS "Time" """)
        .SingleOrDefaultAsync(cancellationToken);

    public void ClearPool() => ClearPool(context);

    public static void ClearPool(DbContext context) => NpgsqlConnection.ClearPool((NpgsqlConnection)context.Database.GetDbConnection());

    private async Task<bool> ExistsAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = new(Settings().ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException exception) when (context.Errors.IsMissingDatabase(exception))
        {
            return false;
        }
    }

    // Without a pool, a disposed connection ends, and its locks end with it.
    private NpgsqlConnectionStringBuilder Settings() => new(context.Database.GetConnectionString())
    {
        Pooling = false,
        CommandTimeout = (int)MigrationTimeout.StatementTimeout.TotalSeconds,
    };

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
