using CleanAuth.Application.Admin.Overview.GetOverview;

namespace CleanAuth.Application.Abstractions.Operations;

/// <summary>How the service does.</summary>
public interface IOverviewReader
{
    /// <summary>What there is to see, at most a minute old; it is gathered once however many ask.</summary>
    Task<OverviewDto> ReadAsync(CancellationToken cancellationToken);
}
