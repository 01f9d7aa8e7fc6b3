using System.Diagnostics;

namespace CleanAuth.TestSupport;

/// <summary>Waits for background work of the service.</summary>
public static class Poll
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    // Without a pause, polling would take the processor from the awaited work.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Reads a value until it is the awaited one or the timeout has passed. Returns the last value for the assertion.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> read, Predicate<T> isAwaited, TimeSpan? timeout = null)
    {
        Stopwatch watch = Stopwatch.StartNew();
        T value = await read();
        while (!isAwaited(value) && watch.Elapsed < (timeout ?? Timeout))
        {
            await Task.Delay(Pause);
            value = await read();
        }

        return value;
    }
}
