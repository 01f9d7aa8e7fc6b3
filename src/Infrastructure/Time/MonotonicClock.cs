namespace CleanAuth.Infrastructure.Time;

/// <summary>
/// Measures the pauses of background work. It does not jump with the time of day, and stays real when a test replaces the time of day.
/// </summary>
internal sealed class MonotonicClock(TimeProvider timeProvider)
{
    public long Now => timeProvider.GetTimestamp();

    public TimeSpan Elapsed(long from, long to) => timeProvider.GetElapsedTime(from, to);

    public TimeSpan ElapsedSince(long timestamp) => timeProvider.GetElapsedTime(timestamp);

    public PeriodicTimer Every(TimeSpan period) => new(period, timeProvider);
}
