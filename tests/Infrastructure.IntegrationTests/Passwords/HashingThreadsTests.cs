using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.Versioning;
using CleanAuth.Infrastructure.Passwords;

namespace CleanAuth.Infrastructure.IntegrationTests.Passwords;

internal sealed class HashingThreadsTests
{
    private const int MaxNiceValue = 19;

    [Test]
    [Platform("Linux")]
    [SupportedOSPlatform("linux")]
    public async Task Run_WhenOnLinux_RaisesTheNiceValueOfAllThreadsButTheFirst()
    {
        using HashingThreads threads = new(limit: 3);
        using Barrier allRun = new(3);
        int ofProcess = NiceValue();
        int raised = Math.Min(ofProcess + HashingThreads.NiceIncrement, MaxNiceValue);

        int[] hashing = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => threads.RunAsync(() =>
        {
            allRun.SignalAndWait(TimeSpan.FromMinutes(1));
            return NiceValue();
        })));

        Assert.That(hashing, Is.EquivalentTo(new[] { ofProcess, raised, raised }));
        Assert.That(await Task.Run(NiceValue), Is.EqualTo(ofProcess));
    }

    // A thread of the pool would inherit the nice value of the thread that completes the task.
    [Test]
    [Platform("Linux")]
    [SupportedOSPlatform("linux")]
    public async Task Run_WhenItCompletes_SchedulesTheContinuationOnAThreadOfNormalPriority()
    {
        using HashingThreads threads = new(limit: 1);
        using ManualResetEventSlim isObserved = new();
        int ofProcess = NiceValue();
        NiceValueObserver observer = new();

        Task<bool> hash = threads.RunAsync(() => isObserved.Wait(TimeSpan.FromMinutes(1)));
        Task<Task> continuation = hash.ContinueWith(task => (Task)task, default, TaskContinuationOptions.None, observer);
        isObserved.Set();
        await await continuation;

        Assert.That(observer.NiceValues, Is.EqualTo(new[] { ofProcess }));
    }

    [Test]
    public async Task Run_WhenItCompletes_ContinuesOnTheThreadPool()
    {
        using HashingThreads threads = new(limit: 1);
        using ManualResetEventSlim isAwaited = new();
        Task<bool> hash = threads.RunAsync(() => isAwaited.Wait(TimeSpan.FromMinutes(1)));

        Task<bool> continuation = IsContinuedOnThePoolAsync(hash);
        isAwaited.Set();

        Assert.That(await continuation, Is.True);
    }

    [Test]
    public async Task Run_WhenItStartsAThread_KeepsNoContextOfTheCallerOnIt()
    {
        using HashingThreads threads = new(limit: 1);
        AsyncLocal<string> context = new() { Value = "first" };
        string? flowing = await threads.RunAsync(() => context.Value);

        Task<string?> later;
        using (ExecutionContext.SuppressFlow())
        {
            later = threads.RunAsync<string?>(() => context.Value);
        }

        Assert.That(flowing, Is.EqualTo("first"));
        Assert.That(await later, Is.Null);
    }

    [Test]
    public async Task Run_WhenCalledByManyAtOnce_StartsNoMoreThreadsThanItsLimit()
    {
        using HashingThreads threads = new(limit: 2);

        Thread[] used = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => threads.RunAsync(CurrentThread))));

        Assert.That(used.Distinct().Count(), Is.InRange(1, 2));
    }

    [Test]
    public async Task Run_WhenTwoMayRun_RunsThemAtTheSameTime()
    {
        using HashingThreads threads = new(limit: 2);
        using Barrier barrier = new(2);

        bool[] haveMet = await Task.WhenAll(
            threads.RunAsync(() => barrier.SignalAndWait(TimeSpan.FromMinutes(1))),
            threads.RunAsync(() => barrier.SignalAndWait(TimeSpan.FromMinutes(1))));

        Assert.That(haveMet, Is.All.True);
    }

    [Test]
    public async Task Run_WhenTheWorkThrows_PassesTheExceptionOnAndContinues()
    {
        using HashingThreads threads = new(limit: 1);

        Assert.ThrowsAsync<FormatException>(() => threads.RunAsync<int>(() => throw new FormatException()));

        Assert.That(await threads.RunAsync(() => 1), Is.EqualTo(1));
    }

    [Test]
    public async Task Dispose_WhenWorkIsInProgress_FinishesItAndEndsTheThreads()
    {
        HashingThreads threads = new(limit: 2);
        Thread[] used = [await threads.RunAsync(CurrentThread), await threads.RunAsync(CurrentThread)];
        using ManualResetEventSlim hasStarted = new();
        Task<bool> inProgress = threads.RunAsync(() =>
        {
            hasStarted.Set();
            Thread.SpinWait(10_000_000);
            return true;
        });
        hasStarted.Wait();

        threads.Dispose();

        Assert.That(inProgress.IsCompletedSuccessfully, Is.True);
        Assert.That(used.Select(thread => thread.IsAlive), Is.All.False);
    }

    [Test]
    public void Dispose_WhenNothingRan_Returns()
    {
        HashingThreads threads = new(limit: 2);

        threads.Dispose();

        Assert.Throws<ObjectDisposedException>(() => threads.RunAsync(() => 1));
    }

    private static async Task<bool> IsContinuedOnThePoolAsync(Task task)
    {
        await task.ConfigureAwait(false);
        return Thread.CurrentThread.IsThreadPoolThread;
    }

    private static Thread CurrentThread() => Thread.CurrentThread;

    // proc(5): the nice value is the 19th field, and the name in parentheses, the second, may contain spaces.
    private static int NiceValue() =>
        int.Parse(File.ReadAllText("/proc/thread-self/stat").Split(") ")[^1].Split(' ')[16], CultureInfo.InvariantCulture);

    /// <summary>Runs tasks on the thread pool, and notes the nice value of the threads that schedule them.</summary>
    private sealed class NiceValueObserver : TaskScheduler
    {
        private readonly ConcurrentQueue<int> niceValues = [];

        public IEnumerable<int> NiceValues => niceValues;

        protected override void QueueTask(Task task)
        {
            niceValues.Enqueue(NiceValue());
            ThreadPool.QueueUserWorkItem(_ => TryExecuteTask(task));
        }

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

        protected override IEnumerable<Task> GetScheduledTasks() => [];
    }
}
