using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence.Locks;

internal static class RowLock
{
    /// <summary>
    /// Locks rows until the end of the transaction. It sets a column to its own value, which locks the row on every database.
    /// </summary>
    public static Task LockAsync<T, TValue>(
        this IQueryable<T> rows,
        Expression<Func<T, TValue>> column,
        CancellationToken cancellationToken) =>
        rows.ExecuteUpdateAsync(row => row.SetProperty(column, column), cancellationToken);
}
