using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.EmailDelivery;

/// <summary>What is logged of messages.</summary>
internal static partial class EmailLog
{
    [LoggerMessage(7101, LogLevel.Information, "{Count} messages that were given up are tried again.")]
    public static partial void MailsRetried(this ILogger logger, int count);
}
