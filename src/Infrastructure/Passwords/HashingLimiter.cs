using System.Threading.RateLimiting;
using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Application.Errors;

namespace CleanAuth.Infrastructure.Passwords;

/// <summary>
/// Limits concurrent password hashing. Excess logins wait in a queue, or are refused when it is full, so that other requests stay fast.
/// </summary>
internal sealed class HashingLimiter(PasswordOptions options) : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly ConcurrencyLimiter limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = options.MaxConcurrentHashes > 0
            ? options.MaxConcurrentHashes
            : Math.Max(1, Environment.ProcessorCount - 1),
        QueueLimit = options.MaxQueuedHashes,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Waits for a permit.</summary>
    /// <exception cref="ServiceBusyException">The queue is full.</exception>
    public async Task<HashingPermit> AcquireAsync(CancellationToken cancellationToken)
    {
        RateLimitLease lease = await limiter.AcquireAsync(1, cancellationToken);
        return lease.IsAcquired ? new HashingPermit(lease) : throw new ServiceBusyException(RetryAfter);
    }

    public void Dispose() => limiter.Dispose();
}
