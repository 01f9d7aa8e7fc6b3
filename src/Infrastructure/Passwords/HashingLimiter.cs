using System.Threading.RateLimiting;
using CleanAuth.Application.Errors;

namespace CleanAuth.Infrastructure.Passwords;

/// <summary>
/// Bounds how many passwords are hashed at once, so that a storm of logins waits here in turn, and past the bound is
/// sent away, while everything else stays fast.
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

    /// <exception cref="ServiceBusyException">The queue is full.</exception>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) =>
        RunAsync(_ => Task.FromResult(work()), cancellationToken);

    /// <exception cref="ServiceBusyException">The queue is full.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using RateLimitLease lease = await limiter.AcquireAsync(1, cancellationToken);
        return lease.IsAcquired
            ? await Task.Run(() => work(cancellationToken), cancellationToken)
            : throw new ServiceBusyException(RetryAfter);
    }

    public void Dispose() => limiter.Dispose();
}
