using System.Threading.RateLimiting;
using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Application.Errors;

namespace CleanAuth.Infrastructure.Passwords;

/// <summary>
/// Limits concurrent password hashing, and runs it on threads of its own. Excess logins wait in a queue, or are refused when it is full,
/// so that other requests stay fast.
/// </summary>
internal sealed class HashingLimiter : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly ConcurrencyLimiter limiter;
    private readonly HashingThreads threads;

    public HashingLimiter(PasswordOptions options)
    {
        int limit = options.MaxConcurrentHashes > 0
            ? options.MaxConcurrentHashes
            : AutomaticLimit(Environment.ProcessorCount, CpuQuota.Exists());
        threads = new HashingThreads(limit);
        limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = limit,
            QueueLimit = options.MaxQueuedHashes,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    /// <summary>Waits for a permit.</summary>
    /// <exception cref="ServiceBusyException">The queue is full.</exception>
    public async Task<HashingPermit> AcquireAsync(CancellationToken cancellationToken)
    {
        RateLimitLease lease = await limiter.AcquireAsync(1, cancellationToken);
        return lease.IsAcquired ? new HashingPermit(lease) : throw new ServiceBusyException(RetryAfter);
    }

    /// <summary>Hashes on a thread of a lower priority.</summary>
    /// <param name="permit">The permit that the caller holds.</param>
    /// <param name="hash">The work.</param>
    /// <param name="cancellationToken">Cancels the call before the work starts.</param>
    public Task<T> RunAsync<T>(HashingPermit permit, Func<T> hash, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(!permit.IsHeld, permit);
        return cancellationToken.IsCancellationRequested ? Task.FromCanceled<T>(cancellationToken) : threads.RunAsync(hash);
    }

    public void Dispose()
    {
        limiter.Dispose();
        threads.Dispose();
    }

    // Under a quota, hashes on every processor use it up, and the kernel then stops the other threads as well, whatever their priority.
    internal static int AutomaticLimit(int processors, bool hasQuota) => hasQuota ? Math.Max(1, processors - 1) : processors;
}
