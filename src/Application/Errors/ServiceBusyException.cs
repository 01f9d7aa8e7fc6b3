namespace CleanAuth.Application.Errors;

/// <summary>The service is overloaded; <see cref="RetryAfter"/> says when to retry.</summary>
public sealed class ServiceBusyException(TimeSpan retryAfter, Exception? innerException = null)
    : Exception("The service is busy. Try again shortly.", innerException)
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}
