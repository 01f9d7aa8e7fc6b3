using Microsoft.EntityFrameworkCore.Storage;
using Npgsql.EntityFrameworkCore.PostgreSQL;

namespace CleanAuth.Infrastructure.Persistence;

/// <summary>Tries again what failed in passing, such as a broken connection. What timed out has been waited for long enough.</summary>
internal sealed class PostgreSqlRetries(ExecutionStrategyDependencies dependencies, int maxRetries, TimeSpan maxDelay)
    : NpgsqlRetryingExecutionStrategy(dependencies, maxRetries, maxDelay, errorCodesToAdd: null)
{
    protected override bool ShouldRetryOn(Exception? exception) =>
        exception is not (TimeoutException or { InnerException: TimeoutException }) && base.ShouldRetryOn(exception);
}
