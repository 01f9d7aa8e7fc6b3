namespace CleanAuth.FaultTests.Support;

/// <summary>
/// Spreads requests over instances of the service: it probes their readiness once a second, stops using an instance after two
/// failed probes, and uses it again after a successful one.
/// </summary>
internal sealed class LoadBalancer : IAsyncDisposable
{
    private const int MaxFailedProbes = 2;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly Service[] instances;
    private readonly int[] failedProbes;
    private readonly CancellationTokenSource end = new();
    private readonly Task probing;
    private int requests;

    public LoadBalancer(params Service[] instances)
    {
        this.instances = instances;
        failedProbes = new int[instances.Length];
        probing = Task.WhenAll(Enumerable.Range(0, instances.Length).Select(ProbeAsync));
    }

    /// <summary>Returns the client of the next instance.</summary>
    public ApiClient Next()
    {
        Service[] used = [.. instances.Where(IsUsed)];
        Service[] candidates = used.Length > 0 ? used : instances;
        return candidates[(uint)Interlocked.Increment(ref requests) % candidates.Length].Client;
    }

    public bool IsUsed(Service instance) => Volatile.Read(ref failedProbes[Array.IndexOf(instances, instance)]) < MaxFailedProbes;

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await probing;
        end.Dispose();
    }

    private async Task ProbeAsync(int index)
    {
        using PeriodicTimer timer = new(Period);
        try
        {
            while (await timer.WaitForNextTickAsync(end.Token))
            {
                int? status = await instances[index].Client.IsReadyAsync();
                Volatile.Write(ref failedProbes[index], status == 200 ? 0 : failedProbes[index] + 1);
            }
        }
        catch (OperationCanceledException)
        {
            // The test has ended.
        }
    }
}
