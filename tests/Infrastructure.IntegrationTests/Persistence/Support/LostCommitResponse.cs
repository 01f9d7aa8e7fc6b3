using System.Data.Common;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;

/// <summary>Breaks the connection at the first commit: before it was done, or after, so that only its answer is lost.</summary>
internal sealed class LostCommitResponse(bool isDone, DatabaseProvider provider = DatabaseProvider.PostgreSql) : DbTransactionInterceptor
{
    /// <summary>How many commits were begun.</summary>
    public int Commits { get; private set; }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction,
        TransactionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken = default)
    {
        Commits++;
        return isDone || Commits > 1 ? ValueTask.FromResult(result) : throw NewBreak();
    }

    public override Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default) =>
        isDone && Commits == 1 ? throw NewBreak() : Task.CompletedTask;

    private DbException NewBreak() => DriverErrors.BrokenConnection(provider);
}
