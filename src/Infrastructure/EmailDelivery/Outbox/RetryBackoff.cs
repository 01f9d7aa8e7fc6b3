namespace CleanAuth.Infrastructure.EmailDelivery.Outbox;

/// <summary>How long to wait after failures: ever longer, up to an hour.</summary>
internal static class RetryBackoff
{
    private const double Shortest = 0.8;

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromHours(1),
    ];

    private static readonly TimeSpan LongestOfServer = TimeSpan.FromMinutes(1);

    /// <summary>The pause of a message after so many attempts. Ids are random, so that those which failed together do not all come back at once.</summary>
    public static TimeSpan AfterAttempts(int attempts, Guid id)
    {
        double spread = id.ToByteArray()[^1] / (double)byte.MaxValue;
        return Pauses[Math.Min(attempts, Pauses.Length) - 1] * (Shortest + (spread * (1 - Shortest)));
    }

    /// <summary>The pause after a server could not be used so many times in a row. One that is well again is used within a minute.</summary>
    public static TimeSpan AfterServerFailures(int failures)
    {
        TimeSpan pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failures, 10)));
        return pause < LongestOfServer ? pause : LongestOfServer;
    }
}
