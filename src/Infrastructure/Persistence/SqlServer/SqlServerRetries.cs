using CleanAuth.Application.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CleanAuth.Infrastructure.Persistence.SqlServer;

/// <summary>
/// Retries after temporary errors, such as a broken connection. Before a retry it checks whether the commit succeeded although its response
/// was lost.
/// </summary>
internal sealed class SqlServerRetries(ExecutionStrategyDependencies dependencies, int maxRetries, TimeSpan maxDelay)
    : SqlServerRetryingExecutionStrategy(dependencies, maxRetries, maxDelay, errorNumbersToAdd: null)
{
    public override async Task<TResult> ExecuteAsync<TState, TResult>(
        TState state,
        Func<DbContext, TState, CancellationToken, Task<TResult>> operation,
        Func<DbContext, TState, CancellationToken, Task<ExecutionResult<TResult>>>? verifySucceeded,
        CancellationToken cancellationToken = default)
    {
        try
        {
            return await base.ExecuteAsync(state, operation, verifySucceeded, cancellationToken);
        }
        catch (Exception exception) when (
            cancellationToken.IsCancellationRequested && exception is not OperationCanceledException && exception.ComesFromServer())
        {
            // SqlClient reports a cancelled statement as a server error.
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        catch (RetryLimitExceededException exception)
        {
            // After the connection broke, SqlClient may throw InvalidOperationException, which is a bug anywhere else.
            throw new StateUnavailableException(exception);
        }
        catch (Exception exception) when (SqlServerErrors.IsUnstorableValue(exception))
        {
            throw new UnstorableValueException(exception);
        }
    }

    // After the connection broke, SqlClient closes it in the background, sometimes after it was opened again.
    protected override bool ShouldRetryOn(Exception exception) =>
        SqlServerErrors.IsBrokenConnection(exception)
        || (exception is InvalidOperationException && ExceptionsEncountered.Any(SqlServerErrors.IsBrokenConnection))
        || SqlServerErrors.IsReadOnly(exception)
        || base.ShouldRetryOn(exception);

    protected override void OnRetry()
    {
        if (SqlServerErrors.IsReadOnly(ExceptionsEncountered[^1]))
        {
            // The other pooled connections lead to the same read-only server.
            SqlServerEngine.ClearPool(Dependencies.CurrentContext.Context);
        }
    }
}
