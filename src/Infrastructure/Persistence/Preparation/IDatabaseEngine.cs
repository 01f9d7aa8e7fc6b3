namespace CleanAuth.Infrastructure.Persistence.Preparation;

/// <summary>What differs between the databases in how one is made, locked, checked and watched.</summary>
internal interface IDatabaseEngine
{
    /// <summary>Makes the database unless it exists. Several instances may try at once.</summary>
    /// <exception cref="InvalidOperationException">It cannot be made; the message says what to do.</exception>
    Task CreateIfMissingAsync(CancellationToken cancellationToken);

    /// <summary>Waits for the right to migrate, which one instance has at a time until it disposes what this returns.</summary>
    Task<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken);

    /// <summary>Checks the settings of the database that correct work depends on.</summary>
    /// <exception cref="InvalidOperationException">One is wrong; the message says the cure.</exception>
    Task CheckSettingsAsync(CancellationToken cancellationToken);

    /// <summary>Asks the server how it is, without a write; null where there is no server.</summary>
    Task<ServerStatus?> ReadStatusAsync(CancellationToken cancellationToken);

    /// <summary>Has pooled connections replaced by new ones.</summary>
    void ClearPool();
}
