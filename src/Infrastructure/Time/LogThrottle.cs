namespace CleanAuth.Infrastructure.Time;

/// <summary>Limits a log message that every request would repeat to one a minute.</summary>
internal sealed class LogThrottle(MonotonicClock monotonicClock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private long? last;

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
