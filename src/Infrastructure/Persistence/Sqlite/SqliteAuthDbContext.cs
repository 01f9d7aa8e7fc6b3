using System.Collections.Concurrent;
using CleanAuth.Application.Errors;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CleanAuth.Infrastructure.Persistence.Sqlite;

internal sealed class SqliteAuthDbContext(DbContextOptions<SqliteAuthDbContext> options) : AuthDbContext(options)
{
    // SQLite allows one writer at a time, and its driver waits for the lock in sleeps of 150 ms. Writers of this process queue at this
    // gate; writers of other processes wait in SQLite's busy handler. Both waits have a timeout, so that requests do not pile up.
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> WriteGates = new(StringComparer.Ordinal);

    private bool holdsGate;

    public override IDatabaseErrors Errors { get; } = new SqliteErrors();

    private TimeSpan WriteTimeout => TimeSpan.FromSeconds(((SqliteConnection)Database.GetDbConnection()).DefaultTimeout);

    /// <summary>Returns the gate that a writer must hold while it writes to the database of this connection string.</summary>
    public static SemaphoreSlim WriteGateOf(string connectionString) =>
        WriteGates.GetOrAdd(connectionString, _ => new SemaphoreSlim(1, 1));

    public override async Task<T> WriteAsync<T>(
        Func<CancellationToken, Task<T>> work,
        Func<CancellationToken, Task<bool>> hasSucceeded,
        CancellationToken cancellationToken) =>
        await ThroughGateAsync(() => base.WriteAsync(work, hasSucceeded, cancellationToken), cancellationToken);

    public override Task<bool> WriteStatementAsync(
        Func<CancellationToken, Task<int>> statement,
        Func<CancellationToken, Task<bool>> hasSucceeded,
        CancellationToken cancellationToken) =>
        ThroughGateAsync(() => base.WriteStatementAsync(statement, hasSucceeded, cancellationToken), cancellationToken);

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        ThroughGateAsync(() => base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken), cancellationToken);

    // SQLite can neither compare nor order a DateTimeOffset, so times are stored as UTC ticks.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();

    private async Task<T> ThroughGateAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken)
    {
        if (holdsGate)
        {
            return await write();
        }

        SemaphoreSlim gate = WriteGateOf(Database.GetConnectionString()!);
        if (!await gate.WaitAsync(WriteTimeout, cancellationToken))
        {
            throw new StateUnavailableException();
        }

        try
        {
            holdsGate = true;
            return await write();
        }
        finally
        {
            holdsGate = false;
            gate.Release();
        }
    }

    private sealed class UtcTicksConverter()
        : ValueConverter<DateTimeOffset, long>(time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
