using CleanAuth.Application.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql.EntityFrameworkCore.PostgreSQL;

namespace CleanAuth.Infrastructure.Persistence.PostgreSql;

/// <summary>
/// Retries after temporary errors, such as a broken connection, or a connection to a server that is read-only after a failover.
/// It does not retry after a timeout, because the request has waited long enough.
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
        catch (Exception exception) when (PostgreSqlErrors.IsUnstorableValue(exception))
        {
            throw new UnstorableValueException(exception);
        }
    }

    protected override bool ShouldRetryOn(Exception? exception) =>
        exception is not (TimeoutException or { InnerException: TimeoutException })
        && (base.ShouldRetryOn(exception) || (exception is not null && PostgreSqlErrors.IsReadOnly(exception)));

    protected override void OnRetry()
    {
        if (PostgreSqlErrors.IsReadOnly(ExceptionsEncountered[^1]))
        {
            // The other pooled connections lead to the same read-only server.
            PostgreSqlEngine.ClearPool(Dependencies.CurrentContext.Context);
        }
    }
}
