using CleanAuth.Infrastructure.Persistence.Servers;

namespace CleanAuth.Infrastructure.Persistence.Preparation;

/// <summary>How one kind of database is created, locked, checked and monitored.</summary>
internal interface IDatabaseEngine
{
    /// <summary>Whether the database is on a server, which may start later than the service.</summary>
    bool IsServer { get; }

    /// <summary>The files of the database on this machine; none if it is on a server or in memory.</summary>
    IReadOnlyList<string> Files { get; }

    /// <summary>Creates the database unless it exists. Several instances may try at once.</summary>
    /// <exception cref="InvalidOperationException">The database cannot be created; the message says what to do.</exception>
    Task CreateIfMissingAsync(CancellationToken cancellationToken);

    /// <summary>Returns whether the database has EF Core's table of applied migrations.</summary>
    Task<bool> HasMigrationHistoryAsync(CancellationToken cancellationToken);

    /// <summary>Waits for the lock on migrations. One instance holds it at a time, until it disposes the result.</summary>
    Task<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken);

    /// <summary>Checks the settings of the database without which the service would work incorrectly.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong; the message says what to do.</exception>
    Task CheckSettingsAsync(CancellationToken cancellationToken);

    /// <summary>Reads the state of the server without a write; null if there is no server.</summary>
    Task<ServerStatus?> ReadStatusAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the pooled connections by new ones.</summary>
    void ClearPool();
}
