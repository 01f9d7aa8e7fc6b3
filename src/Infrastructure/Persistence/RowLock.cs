using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence;

internal static class RowLock
{
    /// <summary>Holds rows until the end of the transaction, on every provider: by a write that changes nothing.</summary>
    public static Task HoldAsync<T, TValue>(
        this IQueryable<T> rows,
        Expression<Func<T, TValue>> column,
        CancellationToken cancellationToken) =>
        rows.ExecuteUpdateAsync(row => row.SetProperty(column, column), cancellationToken);
}
