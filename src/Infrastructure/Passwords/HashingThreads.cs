using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace CleanAuth.Infrastructure.Passwords;

/// <summary>
/// Threads that hash passwords. The first has the normal priority, so that no load of other requests can starve the logins; the others have
/// a lower one, so that other requests are served first. Each of the first hashes starts a thread, up to the limit.
/// </summary>
internal sealed class HashingThreads(int limit) : IDisposable
{
    /// <summary>
    /// How much higher the nice value is than that of the process. With 10, a hash gets a tenth of a core that another thread wants. With
    /// 19 it would get a hundredth, and a garbage collection could wait long for the hash to reach a point where it can be suspended.
    /// </summary>
    public const int NiceIncrement = 10;

    private readonly BlockingCollection<Action> waiting = [];
    private readonly BlockingCollection<Action> finished = [];
    private readonly List<Thread> threads = [];
    private Thread? completer;

    /// <summary>Runs the work on one of the threads. The caller continues on the thread pool.</summary>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        Task<T> hash = new(work);
        TaskCompletionSource<T> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Add(() =>
        {
            hash.RunSynchronously(TaskScheduler.Default);
            finished.Add(() => result.SetFromTask(hash));
        });
        return result.Task;
    }

    /// <summary>Waits for the work in progress and ends the threads.</summary>
    public void Dispose()
    {
        lock (threads)
        {
            waiting.CompleteAdding();
            threads.ForEach(thread => thread.Join());
            finished.CompleteAdding();
            completer?.Join();
            waiting.Dispose();
            finished.Dispose();
        }
    }

    private void Add(Action work)
    {
        lock (threads)
        {
            waiting.Add(work);

            // A new thread inherits the nice value of its creator, and completing a task can make the pool create one. A thread of normal
            // priority completes the tasks, because otherwise the whole pool would slowly get the lower priority.
            completer ??= Start("Hashes done", ThreadPriority.Normal, () => RunAll(finished));
            if (threads.Count < limit)
            {
                threads.Add(threads.Count == 0
                    ? Start("Hashing", ThreadPriority.Normal, () => RunAll(waiting))
                    : Start("Hashing", ThreadPriority.BelowNormal, HashInBackground));
            }
        }
    }

    private void HashInBackground()
    {
        RaiseNiceValue();
        RunAll(waiting);
    }

    private static void RunAll(BlockingCollection<Action> actions)
    {
        foreach (Action action in actions.GetConsumingEnumerable())
        {
            action();
        }
    }

    private static Thread Start(string name, ThreadPriority priority, ThreadStart start)
    {
        Thread thread = new(start) { IsBackground = true, Name = name, Priority = priority };

        // Start would keep the context of the first request, with its log scopes, on the thread.
        thread.UnsafeStart();
        return thread;
    }

    // .NET ignores ThreadPriority on Linux, where every thread has a nice value of its own (nice(2)). Raising it needs no privilege, but
    // lowering it does, so a thread of the pool must never do this.
    private static void RaiseNiceValue()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = Nice(NiceIncrement);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // Passwords can be hashed without the lower priority.
        }
    }

    [DllImport("libc", EntryPoint = "nice")]
    private static extern int Nice(int increment);
}
