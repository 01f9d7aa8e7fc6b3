using CleanAuth.Infrastructure.Persistence.Preparation;
using CleanAuth.Infrastructure.Time;

namespace CleanAuth.Infrastructure.Persistence.Sqlite;

/// <summary>A file, which EF Core makes with the first table.</summary>
internal sealed class SqliteEngine(AuthDbContext context, MonotonicClock pollingClock) : IDatabaseEngine
{
    public Task CreateIfMissingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken) =>
        await SqliteMigrationLock.TakeAsync(context, pollingClock, cancellationToken);

    public Task CheckSettingsAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<ServerStatus?> ReadStatusAsync(CancellationToken cancellationToken) => Task.FromResult<ServerStatus?>(null);

    public void ClearPool()
    {
        // A file has no connections that could lead to another server.
    }
}
