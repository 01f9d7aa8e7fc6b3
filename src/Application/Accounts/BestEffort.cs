using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts;

/// <summary>Work that follows a saved change, and whose failure must not hide the change from the caller.</summary>
internal static partial class BestEffort
{
    /// <summary>Runs the work, and logs a failure instead of throwing it.</summary>
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

    [LoggerMessage(1013, LogLevel.Error, "A change was saved, but the work that follows it failed.")]
    private static partial void FollowUpFailed(this ILogger logger, Exception exception);
}
