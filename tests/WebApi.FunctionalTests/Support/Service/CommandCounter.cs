using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CleanAuth.WebApi.FunctionalTests.Support.Service;

/// <summary>Counts the SQL commands of requests, without those of background work.</summary>
internal sealed class CommandCounter : DbCommandInterceptor
{
    private static readonly HttpContextAccessor Request = new();
    private int count;

    public int Count => count;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default) => Counted(result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default) => Counted(result);

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<object> result,
        CancellationToken cancellationToken = default) => Counted(result);

    private ValueTask<T> Counted<T>(T result)
    {
        if (Request.HttpContext is not null)
        {
            Interlocked.Increment(ref count);
        }

        return ValueTask.FromResult(result);
    }
}
