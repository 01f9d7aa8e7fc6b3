namespace CleanAuth.FaultTests.Support;

/// <summary>
/// Spreads requests over instances of the service as a load balancer does: it asks for their readiness once a second, leaves
/// an instance out after two bad answers, and takes it back after a good one.
/// </summary>
internal sealed class LoadBalancer : IAsyncDisposable
{
    private const int MaxFailedProbes = 2;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly Service[] instances;
    private readonly int[] bad;
    private readonly CancellationTokenSource end = new();
    private readonly Task probing;
    private int turn;

    public LoadBalancer(params Service[] instances)
    {
        this.instances = instances;
        bad = new int[instances.Length];
        probing = Task.WhenAll(Enumerable.Range(0, instances.Length).Select(ProbeAsync));
    }

    /// <summary>The client of the instance whose turn it is.</summary>
    public Client Next()
    {
        Service[] ready = [.. instances.Where(IsIn)];
        Service[] some = ready.Length > 0 ? ready : instances;
        return some[(uint)Interlocked.Increment(ref turn) % some.Length].Client;
    }

    public bool IsIn(Service instance) => Volatile.Read(ref bad[Array.IndexOf(instances, instance)]) < MaxFailedProbes;

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
                Volatile.Write(ref bad[index], status == 200 ? 0 : bad[index] + 1);
            }
        }
        catch (OperationCanceledException)
        {
            // the test has ended
        }
    }
}
