using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Application.Errors;
using CleanAuth.Infrastructure.Passwords;

namespace CleanAuth.Infrastructure.IntegrationTests.Passwords;

internal sealed class HashingLimiterTests
{
    [Test]
    public async Task Acquire_WhenAllPermitsAreHeld_RefusesTheNext()
    {
        using HashingLimiter limiter = NewLimiter(concurrent: 2, queued: 0);
        using HashingPermit first = await limiter.AcquireAsync(default);
        using HashingPermit second = await limiter.AcquireAsync(default);

        ServiceBusyException? refusal = Assert.ThrowsAsync<ServiceBusyException>(() => limiter.AcquireAsync(default));

        Assert.That(refusal?.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(2)));
    }

    [Test]
    public async Task Acquire_WhenTheQueueIsFull_RefusesTheNextAndServesTheOthersInOrder()
    {
        using HashingLimiter limiter = NewLimiter(concurrent: 1, queued: 2);
        HashingPermit held = await limiter.AcquireAsync(default);
        Task<HashingPermit>[] waiting = [limiter.AcquireAsync(default), limiter.AcquireAsync(default)];

        Assert.ThrowsAsync<ServiceBusyException>(() => limiter.AcquireAsync(default));

        Assert.That(waiting.Select(task => task.IsCompleted), Is.All.False);
        held.Dispose();
        HashingPermit next = await waiting[0];
        Assert.That(waiting[1].IsCompleted, Is.False);
        next.Dispose();
        (await waiting[1]).Dispose();
    }

    [Test]
    public async Task Acquire_WhenCalledByManyAtOnce_GrantsNoMoreThanItsPermits()
    {
        using HashingLimiter limiter = NewLimiter(concurrent: 1, queued: 1_000);
        int running = 0;
        int most = 0;

        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(async _ =>
        {
            using HashingPermit permit = await limiter.AcquireAsync(default);
            await Task.Run(() =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref running));
                Thread.SpinWait(5_000);
                Interlocked.Decrement(ref running);
            });
        }));

        Assert.That(most, Is.EqualTo(1));
    }

    [Test]
    public async Task Acquire_WhenAWaitingCallerIsCancelled_FreesItsPlaceInTheQueue()
    {
        using HashingLimiter limiter = NewLimiter(concurrent: 1, queued: 1);
        using CancellationTokenSource cancellation = new();
        HashingPermit held = await limiter.AcquireAsync(default);
        Task<HashingPermit> cancelled = limiter.AcquireAsync(cancellation.Token);

        await cancellation.CancelAsync();

        Task<HashingPermit> next = limiter.AcquireAsync(default);
        held.Dispose();
        using HashingPermit permit = await next;
        Assert.CatchAsync<OperationCanceledException>(() => cancelled);
    }

    [TestCase(1, false, 1)]
    [TestCase(4, false, 4)]
    [TestCase(1, true, 1)]
    [TestCase(2, true, 1)]
    [TestCase(4, true, 3)]
    public void AutomaticLimit_WhenThereIsAQuota_KeepsAProcessorFree(int processors, bool hasQuota, int expected)
    {
        int limit = HashingLimiter.AutomaticLimit(processors, hasQuota);

        Assert.That(limit, Is.EqualTo(expected));
    }

    [Test]
    public async Task Acquire_WhenThePermitsAreAutomatic_GrantsOnePerProcessor()
    {
        using HashingLimiter limiter = NewLimiter(concurrent: 0, queued: 0);
        int limit = HashingLimiter.AutomaticLimit(Environment.ProcessorCount, CpuQuota.Exists());

        HashingPermit[] permits = await Task.WhenAll(Enumerable.Range(0, limit).Select(_ => limiter.AcquireAsync(default)));

        Assert.That(permits.Select(permit => permit.IsHeld), Is.All.True);
        Assert.ThrowsAsync<ServiceBusyException>(() => limiter.AcquireAsync(default));
    }

    [Test]
    public async Task Run_WhenTheCallIsCancelled_DoesNotStartTheWork()
    {
        using HashingLimiter limiter = NewLimiter(concurrent: 1, queued: 0);
        using HashingPermit permit = await limiter.AcquireAsync(default);
        bool hasStarted = false;

        Task<bool> cancelled = limiter.RunAsync(permit, () => hasStarted = true, new CancellationToken(canceled: true));

        Assert.CatchAsync<OperationCanceledException>(() => cancelled);
        await limiter.RunAsync(permit, () => true, default);
        Assert.That(hasStarted, Is.False);
    }

    private static HashingLimiter NewLimiter(int concurrent, int queued) =>
        new(new PasswordOptions { MaxConcurrentHashes = concurrent, MaxQueuedHashes = queued });

    private static void InterlockedMax(ref int most, int candidate)
    {
        int known = Volatile.Read(ref most);
        while (candidate > known)
        {
            known = Interlocked.CompareExchange(ref most, candidate, known) == known ? candidate : Volatile.Read(ref most);
        }
    }
}
