using CleanAuth.Application.Abstractions.Overview;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Infrastructure.Overview;

/// <summary>
/// Shares one reading among all requests within a minute, also while it runs. A cancelled request does not stop the reading. A failed
/// reading fails the requests that wait for it; the next request starts a new one.
/// </summary>
internal sealed class SharedOverview(IServiceScopeFactory scopes, TimeProvider clock) : IOverviewReader
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private Task<OverviewDto>? latest;
    private long startedAt;

    public Task<OverviewDto> ReadAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (latest is null || (latest.IsCompleted && IsOutdated(latest)))
            {
                startedAt = clock.GetTimestamp();
                latest = Task.Run(GatherAsync, CancellationToken.None);
            }

            return latest.WaitAsync(cancellationToken);
        }
    }

    private bool IsOutdated(Task reading) => !reading.IsCompletedSuccessfully || clock.GetElapsedTime(startedAt) >= MaxAge;

    private async Task<OverviewDto> GatherAsync()
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<OverviewReader>().ReadAsync(CancellationToken.None);
    }
}
