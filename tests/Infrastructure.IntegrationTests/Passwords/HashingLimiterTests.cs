using CleanAuth.Application.Errors;
using CleanAuth.Infrastructure.Passwords;

namespace CleanAuth.Infrastructure.IntegrationTests.Passwords;

internal sealed class HashingLimiterTests
{
    [Test]
    public async Task Run_WhenAllPlacesAreTaken_SendsTheNextAway()
    {
        using HashingLimiter gate = NewGate(concurrent: 2, queued: 0);
        TaskCompletionSource release = new();
        Task<int>[] running = [RunUntilAsync(gate, release), RunUntilAsync(gate, release)];

        ServiceBusyException? refusal = Assert.ThrowsAsync<ServiceBusyException>(() => gate.RunAsync(() => 0, default));

        Assert.That(refusal?.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(2)));
        Assert.That(running.Select(task => task.IsCompleted), Is.All.False);
        release.SetResult();
        await Task.WhenAll(running);
    }

    [Test]
    public async Task Run_WhenTheQueueIsFull_SendsTheNextAwayAndServesTheOthers()
    {
        using HashingLimiter gate = NewGate(concurrent: 1, queued: 2);
        TaskCompletionSource release = new();
        Task<int> running = RunUntilAsync(gate, release);
        Task<int>[] waiting = [gate.RunAsync(() => 1, default), gate.RunAsync(() => 2, default)];

        Assert.ThrowsAsync<ServiceBusyException>(() => gate.RunAsync(() => 3, default));

        Assert.That(waiting.Select(task => task.IsCompleted), Is.All.False);
        release.SetResult();
        Assert.That(await Task.WhenAll([running, .. waiting]), Is.EqualTo([0, 1, 2]));
    }

    [Test]
    public async Task Run_WhenManyComeAtOnce_NeverRunsMoreThanItsPlaces()
    {
        using HashingLimiter gate = NewGate(concurrent: 1, queued: 1_000);
        int running = 0;
        int most = 0;

        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => gate.RunAsync(
            () =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref running));
                Thread.SpinWait(5_000);
                return Interlocked.Decrement(ref running);
            },
            default)));

        Assert.That(most, Is.EqualTo(1));
    }

    [Test]
    public async Task Run_WhenOneThatWaitsIsCancelled_GivesItsPlaceToAnother()
    {
        using HashingLimiter gate = NewGate(concurrent: 1, queued: 1);
        using CancellationTokenSource cancellation = new();
        TaskCompletionSource release = new();
        Task<int> running = RunUntilAsync(gate, release);
        bool hasRun = false;
        Task<bool> cancelled = gate.RunAsync(() => hasRun = true, cancellation.Token);

        await cancellation.CancelAsync();

        Task<int> next = gate.RunAsync(() => 2, default);
        release.SetResult();
        Assert.That(await Task.WhenAll(running, next), Is.EqualTo([0, 2]));
        Assert.CatchAsync<OperationCanceledException>(() => cancelled);
        Assert.That(hasRun, Is.False);
    }

    [Test]
    public async Task Run_WhenTheWorkFails_GivesItsPlaceToTheNext()
    {
        using HashingLimiter gate = NewGate(concurrent: 1, queued: 0);

        Assert.ThrowsAsync<FormatException>(() => gate.RunAsync<int>(() => throw new FormatException(), default));

        Assert.That(await gate.RunAsync(() => 1, default), Is.EqualTo(1));
    }

    [Test]
    public async Task Run_WhenThePlacesAreAutomatic_HasAtLeastOne()
    {
        using HashingLimiter gate = NewGate(concurrent: 0, queued: 0);

        int answer = await gate.RunAsync(() => 1, default);

        Assert.That(answer, Is.EqualTo(1));
    }

    private static HashingLimiter NewGate(int concurrent, int queued) =>
        new(new PasswordOptions { MaxConcurrentHashes = concurrent, MaxQueuedHashes = queued });

    private static Task<int> RunUntilAsync(HashingLimiter gate, TaskCompletionSource release) => gate.RunAsync(
        () =>
        {
            release.Task.Wait();
            return 0;
        },
        default);

    private static void InterlockedMax(ref int most, int candidate)
    {
        int known = Volatile.Read(ref most);
        while (candidate > known)
        {
            known = Interlocked.CompareExchange(ref most, candidate, known) == known ? candidate : Volatile.Read(ref most);
        }
    }
}
