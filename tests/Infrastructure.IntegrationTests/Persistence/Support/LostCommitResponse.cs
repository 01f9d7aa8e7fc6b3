using System.Data.Common;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;

/// <summary>Breaks the connection at the first commit, before it or after it. After it, only the response is lost.</summary>
internal sealed class LostCommitResponse(bool isCommitted, DatabaseProvider provider = DatabaseProvider.PostgreSql)
    : DbTransactionInterceptor
{
    /// <summary>The number of commits that were started.</summary>
    public int Commits { get; private set; }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction,
        TransactionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken = default)
    {
        Commits++;
        return isCommitted || Commits > 1 ? ValueTask.FromResult(result) : throw NewBreak();
    }

    public override Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default) =>
        isCommitted && Commits == 1 ? throw NewBreak() : Task.CompletedTask;

    private DbException NewBreak() => DriverErrors.BrokenConnection(provider);
}
