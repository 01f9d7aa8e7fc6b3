namespace CleanAuth.Infrastructure.Time;

/// <summary>
/// Measures the pauses of background work. It stays the machine's steady clock where the time of day is faked in a test,
/// or jumps.
/// </summary>
internal sealed class MonotonicClock(TimeProvider steady)
{
    public long Now => steady.GetTimestamp();

    public TimeSpan Elapsed(long from, long to) => steady.GetElapsedTime(from, to);

    public TimeSpan ElapsedSince(long timestamp) => steady.GetElapsedTime(timestamp);

    public PeriodicTimer Every(TimeSpan period) => new(period, steady);
}
