using CleanAuth.Infrastructure.Persistence.Preparation;
using CleanAuth.Infrastructure.Persistence.Servers;
using CleanAuth.Infrastructure.Time;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace CleanAuth.Infrastructure.Persistence.SqlServer;

internal sealed class SqlServerEngine(AuthDbContext context, MonotonicClock monotonicClock) : IDatabaseEngine
{
    private const int MaxAttempts = 120;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(500);

    public bool IsServer => true;

    public IReadOnlyList<string> Files => [];

    private string Name => context.Database.GetDbConnection().Database;

    public async Task CreateIfMissingAsync(CancellationToken cancellationToken)
    {
        if (await ExistsAsync(cancellationToken))
        {
            return;
        }

        try
        {
            // EF Core also sets READ_COMMITTED_SNAPSHOT.
            await context.GetService<IRelationalDatabaseCreator>().CreateAsync(cancellationToken);
        }
        catch (Exception exception) when (SqlServerErrors.IsExistingDatabase(exception))
        {
            await WaitUntilOpenAsync(cancellationToken);
        }
        catch (Exception exception) when (exception.ComesFromServer())
        {
            throw new InvalidOperationException(
                $"The database '{Name}' does not exist and cannot be created: {context.Errors.MessageOf(exception)}. "
                + "Ask the database administrator to create it, then start the service again.",
                exception);
        }
    }

    public Task<bool> HasMigrationHistoryAsync(CancellationToken cancellationToken) =>
        context.GetService<IHistoryRepository>().ExistsAsync(cancellationToken);

    public async Task<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken)
    {
        SqlConnection connection = new(Settings());
        try
        {
            await connection.OpenAsync(cancellationToken);
            SqlTransaction transaction = (SqlTransaction)await connection.BeginTransactionAsync(cancellationToken);
            await using SqlCommand command = new(
                """
                DECLARE @result int;
                EXEC @result = sp_getapplock
                    @Resource = 'CleanAuth migrations', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = -1;
                IF @result < 0 THROW 50000, 'The lock for migrations was not granted.', 1;
                """,
                connection,
                transaction);
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
        bool? isSnapshotOn = await context.Database
            .SqlQuery<bool?>($"SELECT is_read_committed_snapshot_on AS Value FROM sys.databases WHERE database_id = DB_ID()")
            .SingleAsync(cancellationToken);
        if (isSnapshotOn == false)
        {
            throw new InvalidOperationException(
                "Refreshing tokens needs the setting READ_COMMITTED_SNAPSHOT of the database. Ask the database administrator to run "
                + $"ALTER DATABASE [{Name}] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE, then start the service again.");
        }
    }

    public Task<ServerStatus?> ReadStatusAsync(CancellationToken cancellationToken) => context.Database
        .SqlQuery<ServerStatus>($"""
            SELECT CAST(CASE WHEN DATABASEPROPERTYEX(DB_NAME(), 'Updateability') = 'READ_ONLY' THEN 1 ELSE 0 END AS bit) AS IsReadOnly,
                SYSDATETIMEOFFSET() AS Time
            """)
        .SingleOrDefaultAsync(cancellationToken);

    public void ClearPool() => ClearPool(context);

    public static void ClearPool(DbContext context) => SqlConnection.ClearPool((SqlConnection)context.Database.GetDbConnection());

    private async Task<bool> ExistsAsync(CancellationToken cancellationToken)
    {
        await using SqlConnection connection = new(Settings());
        try
        {
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (SqlException exception) when (context.Errors.IsMissingDatabase(exception))
        {
            return false;
        }
    }

    // Without a pool, a disposed connection ends, and its locks end with it.
    private string Settings() => new SqlConnectionStringBuilder(context.Database.GetConnectionString())
    {
        Pooling = false,
        CommandTimeout = (int)MigrationTimeout.StatementTimeout.TotalSeconds,
    }.ConnectionString;

    // Wait until the database that another instance is creating can be opened.
    private async Task WaitUntilOpenAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = monotonicClock.Every(RetryDelay);
        for (int attempt = 1; !await ExistsAsync(cancellationToken); attempt++)
        {
            if (attempt == MaxAttempts)
            {
                throw new InvalidOperationException(
                    $"The database '{Name}' exists, but the service may not open it. Create a database user for its login.");
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
