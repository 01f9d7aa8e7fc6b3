namespace CleanAuth.Application.Tokens;

/// <summary>
/// Detects when the system clock is set forward, by comparing it with the monotonic clock. Otherwise the jump would end the leeway of a
/// used refresh token, and a harmless retry would end the session. A jump back needs no correction.
/// </summary>
public sealed class ClockJumpDetector(TimeProvider clock)
{
    // Smaller differences are drift; larger ones mean that the machine was suspended.
    private static readonly TimeSpan SmallestJump = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LargestJump = TimeSpan.FromMinutes(15);

    private readonly Lock gate = new();
    private DateTimeOffset lastReading = clock.GetUtcNow();
    private long lastTimestamp = clock.GetTimestamp();
    private TimeSpan lastJump;
    private DateTimeOffset lastJumpAt;

    /// <summary>Returns the current time, and checks for a jump.</summary>
    public DateTimeOffset ReadClock()
    {
        lock (gate)
        {
            return ReadClockInLock();
        }
    }

    /// <summary>Returns the time that the clock would show without the jumps since this instant that were detected.</summary>
    public DateTimeOffset NowWithoutJumpsSince(DateTimeOffset instant)
    {
        lock (gate)
        {
            DateTimeOffset now = ReadClockInLock();
            return lastJump > TimeSpan.Zero && instant <= lastJumpAt ? now - lastJump : now;
        }
    }

    private DateTimeOffset ReadClockInLock()
    {
        DateTimeOffset now = clock.GetUtcNow();
        long timestamp = clock.GetTimestamp();
        TimeSpan elapsed = clock.GetElapsedTime(lastTimestamp, timestamp);
        TimeSpan jump = now - lastReading - elapsed;
        if (jump.Duration() > SmallestJump)
        {
            // A jump back cancels an earlier jump forward.
            lastJump = jump <= LargestJump ? jump : TimeSpan.Zero;
            lastJumpAt = now - lastJump;
        }

        (lastReading, lastTimestamp) = (now, timestamp);
        return now;
    }
}
