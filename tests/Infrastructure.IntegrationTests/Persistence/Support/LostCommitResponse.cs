using System.Data.Common;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;

/// <summary>
/// Breaks the connection at the first commit, before it or after it. After it, only the response is lost. A statement outside of a
/// transaction is its own commit.
/// </summary>
internal sealed class LostCommitResponse(bool isCommitted, DatabaseProvider provider = DatabaseProvider.PostgreSql)
    : DbTransactionInterceptor, IDbCommandInterceptor
{
    /// <summary>The number of commits that were started.</summary>
    public int Commits { get; private set; }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction,
        TransactionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken = default) => ValueTask.FromResult(Start(result));

    public override Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default) => Task.FromResult(Finish(0));

    public ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(command.Transaction is null ? Start(result) : result);

    public ValueTask<int> NonQueryExecutedAsync(
        DbCommand command,
        CommandExecutedEventData eventData,
        int result,
        CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(command.Transaction is null ? Finish(result) : result);

    private T Start<T>(T result)
    {
        Commits++;
        return isCommitted || Commits > 1 ? result : throw DriverErrors.BrokenConnection(provider);
    }

    private T Finish<T>(T result) => isCommitted && Commits == 1 ? throw DriverErrors.BrokenConnection(provider) : result;
}
