namespace CleanAuth.Infrastructure.EmailDelivery.Outbox;

/// <summary>The pauses after failures. They grow up to an hour for an email, and up to a minute for the mail server.</summary>
internal static class RetryBackoff
{
    private const double ShortestShare = 0.8;

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromHours(1),
    ];

    private static readonly TimeSpan LongestServerPause = TimeSpan.FromMinutes(1);

    /// <summary>The pause of an email. It varies with the id, so that emails which failed together are not retried together.</summary>
    public static TimeSpan AfterAttempts(int attempts, Guid id)
    {
        double spread = id.ToByteArray()[^1] / (double)byte.MaxValue;
        return Pauses[Math.Min(attempts, Pauses.Length) - 1] * (ShortestShare + (spread * (1 - ShortestShare)));
    }

    /// <summary>The pause after consecutive failures of the mail server.</summary>
    public static TimeSpan AfterServerFailures(int failures)
    {
        TimeSpan pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failures, 10)));
        return pause < LongestServerPause ? pause : LongestServerPause;
    }
}
