namespace CleanAuth.Application.Errors;

/// <summary>The caller exceeded a rate limit. The message is that of Django REST Framework.</summary>
public sealed class ThrottledException(TimeSpan retryAfter) : Exception(MessageFor(retryAfter))
{
    public TimeSpan RetryAfter { get; } = retryAfter;

    private static string MessageFor(TimeSpan retryAfter)
    {
        long seconds = Math.Max(1, (long)Math.Ceiling(retryAfter.TotalSeconds));
        return $"Request was throttled. Expected available in {seconds} {(seconds == 1 ? "second" : "seconds")}.";
    }
}
