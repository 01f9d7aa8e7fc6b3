namespace CleanAuth.Application.Tokens;

/// <summary>
/// Notices when the clock is set forward, by comparing it with the steady one, so that the leeway of a used refresh token
/// does not end by it. Nothing need be done when it is set back: what was used in the future is within the leeway.
/// </summary>
public sealed class ClockJumpDetector(TimeProvider clock)
{
    // Both clocks drift by less than the first; what exceeds the last is a machine that slept.
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Plausible = TimeSpan.FromMinutes(15);

    private readonly Lock turn = new();
    private DateTimeOffset seenAt = clock.GetUtcNow();
    private long seenTimestamp = clock.GetTimestamp();
    private TimeSpan latest;
    private DateTimeOffset latestBegan;

    /// <summary>The time of day, looked at for jumps.</summary>
    public DateTimeOffset ReadClock()
    {
        lock (turn)
        {
            return Look();
        }
    }

    /// <summary>Returns the time that the clock would show without the jumps after this instant that this instance noticed.</summary>
    public DateTimeOffset NowWithoutJumpsSince(DateTimeOffset instant)
    {
        lock (turn)
        {
            DateTimeOffset now = Look();
            return latest > TimeSpan.Zero && instant <= latestBegan ? now - latest : now;
        }
    }

    private DateTimeOffset Look()
    {
        DateTimeOffset now = clock.GetUtcNow();
        long timestamp = clock.GetTimestamp();
        TimeSpan jump = now - seenAt - clock.GetElapsedTime(seenTimestamp, timestamp);
        if (jump.Duration() > Noticeable)
        {
            // A jump back cancels an earlier jump forward.
            latest = jump <= Plausible ? jump : TimeSpan.Zero;
            latestBegan = now - latest;
        }

        (seenAt, seenTimestamp) = (now, timestamp);
        return now;
    }
}
