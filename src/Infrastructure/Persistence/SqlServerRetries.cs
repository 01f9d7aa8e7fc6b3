using CleanAuth.Application.Errors;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CleanAuth.Infrastructure.Persistence;

/// <summary>
/// Tries again after temporary errors, such as a broken connection, and looks whether a commit was done whose answer was lost.
/// </summary>
internal sealed class SqlServerRetries(ExecutionStrategyDependencies dependencies, int maxRetries, TimeSpan maxDelay)
    : SqlServerRetryingExecutionStrategy(dependencies, maxRetries, maxDelay, errorNumbersToAdd: null)
{
    // From this class on an error ends the connection. On Linux a broken connection has the number 0, as a cancellation has.
    private const byte Fatal = 20;
    private const int TimedOut = -2;

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
        catch (Exception exception) when (cancellationToken.IsCancellationRequested && exception.GetBaseException() is SqlException)
        {
            // SqlClient reports a cancelled statement as an error of the server.
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        catch (Exception exception) when (DatabaseErrors.IsUnstorableValue(exception))
        {
            throw new UnstorableValueException(exception);
        }
    }

    protected override bool ShouldRetryOn(Exception exception) =>
        exception is SqlException { Class: >= Fatal, Number: not TimedOut } || DatabaseErrors.IsReadOnly(exception) || base.ShouldRetryOn(exception);

    protected override void OnRetry()
    {
        if (DatabaseErrors.IsReadOnly(ExceptionsEncountered[^1]))
        {
            // The other connections are to the same server.
            SqlConnection.ClearPool((SqlConnection)Dependencies.CurrentContext.Context.Database.GetDbConnection());
        }
    }
}
