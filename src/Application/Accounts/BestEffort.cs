using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts;

/// <summary>Work that follows a saved change. The change stays even if this work fails.</summary>
internal static partial class BestEffort
{
    /// <summary>Does it; where it fails that is logged, as the caller must hear that the change was made.</summary>
    public static async Task RunBestEffortAsync(this ILogger logger, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.FollowUpFailed(exception);
        }
    }

    [LoggerMessage(1013, LogLevel.Error, "A change was saved, but not what should follow it.")]
    private static partial void FollowUpFailed(this ILogger logger, Exception exception);
}
