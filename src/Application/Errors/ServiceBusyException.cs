namespace CleanAuth.Application.Errors;

/// <summary>The service cannot do this now and says when to try again.</summary>
public sealed class ServiceBusyException(TimeSpan retryAfter, Exception? innerException = null)
    : Exception("The service is busy. Try again shortly.", innerException)
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}
