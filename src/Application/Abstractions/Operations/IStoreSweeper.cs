namespace CleanAuth.Application.Abstractions.Operations;

/// <summary>Keeps the store from growing.</summary>
public interface IStoreSweeper
{
    /// <summary>Deletes what is of no more use, in small batches, and answers how many rows there were.</summary>
    Task<int> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
