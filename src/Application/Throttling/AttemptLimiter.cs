using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Throttling;

namespace CleanAuth.Application.Throttling;

/// <summary>Counts an attempt, or refuses it. No more parallel attempts pass than are left.</summary>
internal sealed class AttemptLimiter(IAttemptCounterRepository attemptCounters, TimeProvider clock)
{
    /// <summary>Counts an attempt against a counter as it was read. Returns the counter with the attempt.</summary>
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

    /// <summary>Returns the stored counter, or the blank one if none is stored.</summary>
    public async Task<AttemptCounter> ReadAsync(AttemptCounter blank, CancellationToken cancellationToken) =>
        (await attemptCounters.ReadAsync([blank.Id], cancellationToken)).SingleOrDefault() ?? blank;

    /// <summary>Refuses an attempt that must wait.</summary>
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
