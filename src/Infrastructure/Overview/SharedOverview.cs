using CleanAuth.Application.Abstractions.Overview;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Infrastructure.Overview;

/// <summary>
/// Caches one reading for a minute. Concurrent requests wait for the same reading, and a cancelled request does not stop it. A failed
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
