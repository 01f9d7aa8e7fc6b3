using CleanAuth.Application.Errors;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CleanAuth.Infrastructure.Persistence.SqlServer;

/// <summary>
/// Tries again after temporary errors, such as a broken connection, and looks whether a commit was done whose answer was lost.
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
            cancellationToken.IsCancellationRequested && exception is not OperationCanceledException && DatabaseErrors.ComesFromServer(exception))
        {
            // SqlClient reports a cancelled statement as an error of the server.
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        catch (RetryLimitExceededException exception)
        {
            // The last error may be an InvalidOperationException after a break, which is a bug anywhere else.
            throw new StateUnavailableException(exception);
        }
        catch (Exception exception) when (DatabaseErrors.IsUnstorableValue(exception))
        {
            throw new UnstorableValueException(exception);
        }
    }

    // After a break, SqlClient closes the connection in the background, sometimes when it was opened again already.
    protected override bool ShouldRetryOn(Exception exception) =>
        DatabaseErrors.IsBrokenSqlServerConnection(exception)
        || (exception is InvalidOperationException && ExceptionsEncountered.Any(DatabaseErrors.IsBrokenSqlServerConnection))
        || DatabaseErrors.IsReadOnly(exception)
        || base.ShouldRetryOn(exception);

    protected override void OnRetry()
    {
        if (DatabaseErrors.IsReadOnly(ExceptionsEncountered[^1]))
        {
            // The other connections are to the same server.
            SqlConnection.ClearPool((SqlConnection)Dependencies.CurrentContext.Context.Database.GetDbConnection());
        }
    }
}
