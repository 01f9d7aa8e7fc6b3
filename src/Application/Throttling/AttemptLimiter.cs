using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Throttling;

namespace CleanAuth.Application.Throttling;

/// <summary>Counts an attempt, or refuses it. Parallel requests cannot exceed the limit.</summary>
internal sealed class AttemptLimiter(IAttemptCounterRepository attemptCounters, TimeProvider clock)
{
    /// <summary>Counts an attempt, starting from a counter that was read. Returns the counter with the attempt.</summary>
    /// <exception cref="ThrottledException">No attempt is left.</exception>
    public async Task<AttemptCounter> CountAsync(AttemptCounter current, AttemptLimit limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            DateTimeOffset now = clock.GetUtcNow();
            Require(current, limit, now);
            AttemptCounter next = current.WithAttempt(limit, now);
            if (await attemptCounters.TryReplaceAsync(current, next, cancellationToken))
            {
                return next;
            }

            // The loop ends: each failed replacement means that another request has used up an attempt.
            current = await ReadAsync(current.Reset(), cancellationToken);
        }
    }

    /// <summary>Returns the stored counter, or <paramref name="empty"/> if none is stored.</summary>
    public async Task<AttemptCounter> ReadAsync(AttemptCounter empty, CancellationToken cancellationToken) =>
        (await attemptCounters.ReadAsync([empty.Id], cancellationToken)).SingleOrDefault() ?? empty;

    /// <summary>Throws if the next attempt must wait.</summary>
    /// <exception cref="ThrottledException">No attempt is left.</exception>
    public static void Require(AttemptCounter counter, AttemptLimit limit, DateTimeOffset now)
    {
        TimeSpan wait = counter.WaitUnder(limit, now);
        if (wait > TimeSpan.Zero)
        {
            throw new ThrottledException(wait);
        }
    }
}
