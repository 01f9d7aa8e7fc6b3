namespace CleanAuth.Infrastructure.Time;

/// <summary>Lets a log message through once a minute that would be repeated with every request.</summary>
internal sealed class LogInterval(MonotonicClock pollingClock)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock turn = new();
    private long? last;

    public bool TryPass()
    {
        lock (turn)
        {
            if (last is { } at && pollingClock.ElapsedSince(at) < Minute)
            {
                return false;
            }

            last = pollingClock.Now;
            return true;
        }
    }
}
