namespace CleanAuth.Application.Abstractions.Overview;

/// <summary>Reads the state of the service.</summary>
public interface IOverviewReader
{
    /// <summary>Returns a state that is at most a minute old. Concurrent callers share one read of the database.</summary>
    Task<OverviewDto> ReadAsync(CancellationToken cancellationToken);
}
