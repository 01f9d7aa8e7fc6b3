using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence;

internal static class BatchDelete
{
    /// <summary>The number of rows per statement. It is small, so that locks are held for a short time.</summary>
    public const int Size = 500;

    /// <summary>Deletes rows in batches, each in its own transaction, and returns the number of deleted rows.</summary>
    /// <param name="context">The context of the rows.</param>
    /// <param name="batch">The query for the next <see cref="Size"/> rows.</param>
    /// <param name="cancellationToken">Stops after the current batch; the batches before stay deleted.</param>
    public static async Task<int> DeleteBatchesAsync<T>(
        this AuthDbContext context,
        IQueryable<T> batch,
        CancellationToken cancellationToken)
    {
        int total = 0;
        int deleted;
        do
        {
            deleted = await context.WriteAsync(batch.ExecuteDeleteAsync, cancellationToken);
            total += deleted;
        }
        while (deleted == Size);

        return total;
    }
}
