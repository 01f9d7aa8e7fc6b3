namespace CleanAuth.Infrastructure.Time;

/// <summary>
/// Measures the pauses of background work. It does not jump with the time of day, and stays real when a test replaces the time of day.
/// </summary>
internal sealed class MonotonicClock(TimeProvider steady)
{
    public long Now => steady.GetTimestamp();

    public TimeSpan Elapsed(long from, long to) => steady.GetElapsedTime(from, to);

    public TimeSpan ElapsedSince(long timestamp) => steady.GetElapsedTime(timestamp);

    public PeriodicTimer Every(TimeSpan period) => new(period, steady);
}
