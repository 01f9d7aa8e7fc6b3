namespace CleanAuth.Infrastructure.Time;

/// <summary>
/// Measures durations for background work. It does not follow changes of the system time, and stays real when a test replaces the
/// <see cref="TimeProvider"/>.
/// </summary>
internal sealed class MonotonicClock(TimeProvider timeProvider)
{
    public long Now => timeProvider.GetTimestamp();

    public TimeSpan Elapsed(long from, long to) => timeProvider.GetElapsedTime(from, to);

    public TimeSpan ElapsedSince(long timestamp) => timeProvider.GetElapsedTime(timestamp);

    public PeriodicTimer Every(TimeSpan period) => new(period, timeProvider);
}
