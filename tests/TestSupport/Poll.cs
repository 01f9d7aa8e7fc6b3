using System.Diagnostics;

namespace CleanAuth.TestSupport;

/// <summary>Waits for what the service does behind its answers.</summary>
public static class Poll
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    // The awaited work needs the processor too.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks until the answer is the awaited one, or patience ends; the caller asserts on what came last.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Predicate<T> isAwaited)
    {
        Stopwatch watch = Stopwatch.StartNew();
        T answer = await ask();
        while (!isAwaited(answer) && watch.Elapsed < Timeout)
        {
            await Task.Delay(Pause);
            answer = await ask();
        }

        return answer;
    }
}
