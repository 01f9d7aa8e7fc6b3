using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Operations.RetryEmails;

internal static partial class RetryEmailsLog
{
    [LoggerMessage(7101, LogLevel.Information, "Retrying {Count} emails that had failed.")]
    public static partial void EmailsRetried(this ILogger logger, int count);
}
