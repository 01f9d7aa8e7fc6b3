using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.EmailDelivery;

internal static partial class EmailLog
{
    [LoggerMessage(7101, LogLevel.Information, "{Count} emails that were given up are retried.")]
    public static partial void EmailsRetried(this ILogger logger, int count);
}
