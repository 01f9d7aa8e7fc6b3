namespace CleanAuth.WebApi.FunctionalTests.Support.Timing;

/// <summary>A wall clock that can jump, as when an operator or NTP sets it; the monotonic clock does not jump.</summary>
internal sealed class JumpingClock(TimeProvider inner) : TimeProvider
{
    private TimeSpan offset;

    public override long TimestampFrequency => inner.TimestampFrequency;

    public void Jump(TimeSpan by) => offset += by;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + offset;

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);
}
