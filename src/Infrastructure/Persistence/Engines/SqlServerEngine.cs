using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace CleanAuth.Infrastructure.Persistence.Engines;

internal sealed class SqlServerEngine(AuthDbContext context, PollingClock pollingClock) : IDatabaseEngine
{
    private const int MaxAttempts = 120;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task CreateIfMissingAsync(CancellationToken cancellationToken)
    {
        IRelationalDatabaseCreator creator = context.GetService<IRelationalDatabaseCreator>();
        if (await creator.ExistsAsync(cancellationToken))
        {
            return;
        }

        try
        {
            // Sets READ_COMMITTED_SNAPSHOT too.
            await creator.CreateAsync(cancellationToken);
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseMadeMeanwhile(exception))
        {
            await WaitUntilOpenAsync(creator, cancellationToken);
        }
        catch (Exception exception) when (DatabaseErrors.ComesFromServer(exception))
        {
            throw new InvalidOperationException(
                $"The database '{Name}' does not exist and cannot be made: {DatabaseErrors.MessageOf(exception)}. Let its administrator make it, then start again.",
                exception);
        }
    }

    public async Task<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken)
    {
        SqlConnection connection = new(new SqlConnectionStringBuilder(context.Database.GetConnectionString())
        {
            Pooling = false,
            CommandTimeout = (int)Patience.StatementTimeout.TotalSeconds,
        }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            SqlTransaction transaction = (SqlTransaction)await connection.BeginTransactionAsync(cancellationToken);
            await using SqlCommand command = new(
                """
                DECLARE @result int;
                EXEC @result = sp_getapplock @Resource = 'CleanAuth migrations', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = -1;
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
        bool? readsSnapshots = await context.Database
            .SqlQuery<bool?>($"SELECT is_read_committed_snapshot_on AS Value FROM sys.databases WHERE database_id = DB_ID()")
            .SingleAsync(cancellationToken);
        if (readsSnapshots == false)
        {
            throw new InvalidOperationException(
                $"Refreshing tokens needs the setting READ_COMMITTED_SNAPSHOT of the database. Let its administrator run ALTER DATABASE [{Name}] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE, then start again.");
        }
    }

    private string Name => context.Database.GetDbConnection().Database;

    // Another instance makes it, and it can be opened a moment later.
    private async Task WaitUntilOpenAsync(IRelationalDatabaseCreator creator, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = pollingClock.Every(Pause);
        for (int attempt = 1; !await creator.ExistsAsync(cancellationToken); attempt++)
        {
            if (attempt == MaxAttempts)
            {
                throw new InvalidOperationException(
                    $"The database '{Name}' exists, but the service may not open it. Give its login a user in the database.");
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
