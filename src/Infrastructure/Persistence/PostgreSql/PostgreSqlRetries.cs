using CleanAuth.Application.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL;

namespace CleanAuth.Infrastructure.Persistence.PostgreSql;

/// <summary>
/// Tries again after temporary errors, such as a broken connection, or one to a server that is read-only since a failover.
/// What timed out has been waited for long enough.
/// </summary>
internal sealed class PostgreSqlRetries(ExecutionStrategyDependencies dependencies, int maxRetries, TimeSpan maxDelay)
    : NpgsqlRetryingExecutionStrategy(dependencies, maxRetries, maxDelay, errorCodesToAdd: null)
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
        catch (Exception exception) when (DatabaseErrors.IsUnstorableValue(exception))
        {
            throw new UnstorableValueException(exception);
        }
    }

    protected override bool ShouldRetryOn(Exception? exception) =>
        exception is not (TimeoutException or { InnerException: TimeoutException })
        && (base.ShouldRetryOn(exception) || (exception is not null && DatabaseErrors.IsReadOnly(exception)));

    protected override void OnRetry()
    {
        if (DatabaseErrors.IsReadOnly(ExceptionsEncountered[^1]))
        {
            // The other connections are to the same server.
            NpgsqlConnection.ClearPool((NpgsqlConnection)Dependencies.CurrentContext.Context.Database.GetDbConnection());
        }
    }
}
