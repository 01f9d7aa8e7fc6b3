namespace CleanAuth.Infrastructure.Time;

/// <summary>Limits a log message that every request would repeat to one per minute.</summary>
internal sealed class LogThrottle(MonotonicClock monotonicClock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private long? last;

    /// <summary>Returns whether the message may be logged now. If so, the next minute begins.</summary>
    public bool TryAcquire()
    {
        lock (gate)
        {
            if (last is { } at && monotonicClock.ElapsedSince(at) < Interval)
            {
                return false;
            }

            last = monotonicClock.Now;
            return true;
        }
    }
}
