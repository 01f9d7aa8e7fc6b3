using System.Collections.Concurrent;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Tokens;
using Microsoft.Data.Sqlite;

namespace CleanAuth.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Consumes refresh tokens on SQLite in batches (group commit). SQLite has one writer and each commit waits for the disk, so all tokens
/// that arrive during a commit share the next transaction. The <see cref="ConsumeStatements"/> are compiled once.
/// </summary>
internal sealed class SqliteRefreshTokenConsumer(SqliteConnections connections) : IRefreshTokenConsumer, IDisposable
{
    // A larger batch would make other writers wait too long.
    private const int MaxBatch = 128;

    // SQLITE_BUSY: another process has held the lock for the whole timeout.
    private const int Busy = 5;

    private readonly ConcurrentQueue<Pending> queue = [];
    private SqliteConsumeStatements? statements;
    private int isDraining;

    public Task<bool> TryConsumeAsync(
        RefreshToken token,
        RefreshToken successor,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        Pending pending = new(token, successor, now, cancellationToken);
        queue.Enqueue(pending);
        StartDraining();
        return pending.Outcome.Task.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        statements?.Dispose();
        statements = null;
    }

    private void StartDraining()
    {
        if (Interlocked.Exchange(ref isDraining, 1) == 0)
        {
            _ = Task.Run(DrainAsync);
        }
    }

    private async Task DrainAsync()
    {
        SemaphoreSlim gate = SqliteAuthDbContext.WriteGateOf(connections.ConnectionString);
        while (!queue.IsEmpty)
        {
            if (!await gate.WaitAsync(connections.Timeout))
            {
                FailAll(new StateUnavailableException());
                continue;
            }

            try
            {
                ConsumeBatch();
            }
            finally
            {
                gate.Release();
            }
        }

        Volatile.Write(ref isDraining, 0);
        if (!queue.IsEmpty)
        {
            // A token arrived between the last check and the end.
            StartDraining();
        }
    }

    private void ConsumeBatch()
    {
        List<Pending> batch = TakeBatch();
        try
        {
            using SqliteTransaction transaction = Current().Begin();
            bool[] outcomes = [.. batch.Select(pending => statements!.TryConsume(pending.Token, pending.Successor, pending.Now))];
            transaction.Commit();
            foreach ((Pending pending, bool outcome) in batch.Zip(outcomes))
            {
                pending.Outcome.SetResult(outcome);
            }
        }
        catch (Exception exception)
        {
            // Nothing was committed, so each caller may retry.
            batch.ForEach(pending => pending.Outcome.TrySetException(exception));
            Dispose();
            if (exception is SqliteException { SqliteErrorCode: Busy })
            {
                FailAll(exception);
            }
        }
    }

    // Fail all queued requests at once; otherwise each batch would wait for the full timeout.
    private void FailAll(Exception exception)
    {
        for (int count = queue.Count; count > 0 && queue.TryDequeue(out Pending? pending); count--)
        {
            pending.Outcome.TrySetException(exception);
        }
    }

    private SqliteConsumeStatements Current()
    {
        if (statements is { AreCurrent: false })
        {
            Dispose();
        }

        return statements ??= new SqliteConsumeStatements(connections.Create());
    }

    private List<Pending> TakeBatch()
    {
        List<Pending> batch = [];
        while (batch.Count < MaxBatch && queue.TryDequeue(out Pending? pending))
        {
            if (pending.CancellationToken.IsCancellationRequested)
            {
                pending.Outcome.SetCanceled(pending.CancellationToken);
                continue;
            }

            batch.Add(pending);
        }

        return batch;
    }

    private sealed record Pending(RefreshToken Token, RefreshToken Successor, DateTimeOffset Now, CancellationToken CancellationToken)
    {
        public TaskCompletionSource<bool> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
