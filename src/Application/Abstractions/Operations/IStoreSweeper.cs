namespace CleanAuth.Application.Abstractions.Operations;

/// <summary>Deletes expired rows, so that the database does not grow.</summary>
public interface IStoreSweeper
{
    /// <summary>Deletes expired rows in small batches. Returns their number.</summary>
    Task<int> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
