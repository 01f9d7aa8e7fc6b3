using CleanAuth.Infrastructure.Persistence.Preparation;
using CleanAuth.Infrastructure.Persistence.Servers;
using CleanAuth.Infrastructure.Time;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CleanAuth.Infrastructure.Persistence.Sqlite;

/// <summary>SQLite: a file that EF Core creates with the first table.</summary>
internal sealed class SqliteEngine(AuthDbContext context, SqliteConnections connections, MonotonicClock monotonicClock) : IDatabaseEngine
{
    public bool IsServer => false;

    public IReadOnlyList<string> Files => connections.Path is { } file ? [file, $"{file}-wal", $"{file}-shm"] : [];

    public Task CreateIfMissingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<bool> HasMigrationHistoryAsync(CancellationToken cancellationToken) =>
        context.GetService<IHistoryRepository>().ExistsAsync(cancellationToken);

    public async Task<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken) =>
        await SqliteMigrationLock.TakeAsync(context, monotonicClock, cancellationToken);

    public Task CheckSettingsAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<ServerStatus?> ReadStatusAsync(CancellationToken cancellationToken) => Task.FromResult<ServerStatus?>(null);

    public void ClearPool()
    {
        // No connection can lead to another server.
    }
}
