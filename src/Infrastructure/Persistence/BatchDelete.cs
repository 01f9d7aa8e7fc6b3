using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.Persistence;

internal static class BatchDelete
{
    /// <summary>Small enough that no statement holds its locks for long.</summary>
    public const int Size = 500;

    /// <summary>Deletes batch after batch, each in a transaction of its own, and answers how many rows there were.</summary>
    /// <param name="context">Where they are.</param>
    /// <param name="batch">The next <see cref="Size"/> rows.</param>
    /// <param name="cancellationToken">Stops it; the batches before are deleted.</param>
    public static async Task<int> DeleteBatchesAsync<T>(this AuthDbContext context, IQueryable<T> batch, CancellationToken cancellationToken)
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
