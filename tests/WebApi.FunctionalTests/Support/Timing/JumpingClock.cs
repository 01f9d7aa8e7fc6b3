namespace CleanAuth.WebApi.FunctionalTests.Support.Timing;

/// <summary>A time of day that can be set without time passing, as an operator or NTP does; what is steady stays steady.</summary>
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
