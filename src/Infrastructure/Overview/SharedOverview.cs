using CleanAuth.Application.Abstractions.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Infrastructure.Overview;

/// <summary>
/// Lets all who ask within a minute share one reading, also while it is under way. It is nobody's request: whoever goes
/// away does not stop it for the others. One that failed is shared by those who waited for it, and then tried again.
/// </summary>
internal sealed class SharedOverview(IServiceScopeFactory scopes, TimeProvider clock) : IOverviewReader
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private readonly Lock turn = new();
    private Task<OverviewDto>? latest;
    private long begunAt;

    public Task<OverviewDto> ReadAsync(CancellationToken cancellationToken)
    {
        lock (turn)
        {
            if (latest is null || (latest.IsCompleted && IsOfNoUse(latest)))
            {
                begunAt = clock.GetTimestamp();
                latest = Task.Run(GatherAsync, CancellationToken.None);
            }

            return latest.WaitAsync(cancellationToken);
        }
    }

    private bool IsOfNoUse(Task reading) => !reading.IsCompletedSuccessfully || clock.GetElapsedTime(begunAt) >= MaxAge;

    private async Task<OverviewDto> GatherAsync()
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<OverviewReader>().ReadAsync(CancellationToken.None);
    }
}
