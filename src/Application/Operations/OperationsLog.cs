using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Operations;

/// <summary>Log messages of the commands of the operator.</summary>
internal static partial class OperationsLog
{
    [LoggerMessage(2004, LogLevel.Information, "{Count} expired rows were deleted.")]
    public static partial void ExpiredRowsDeleted(this ILogger logger, int count);

    [LoggerMessage(7101, LogLevel.Information, "Retrying {Count} emails that had failed.")]
    public static partial void EmailsRetried(this ILogger logger, int count);
}
