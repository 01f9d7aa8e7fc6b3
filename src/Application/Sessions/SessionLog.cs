using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Sessions;

/// <summary>Log messages about sessions; they contain ids only.</summary>
internal static partial class SessionLog
{
    [LoggerMessage(
        2005, LogLevel.Information, "User {UserId} asked to end session {SessionId}, which has ended or belongs to another user.")]
    public static partial void SessionNotFound(this ILogger logger, Guid userId, Guid sessionId);

    [LoggerMessage(2006, LogLevel.Information, "{Count} sessions of user {UserId} were ended by their owner.")]
    public static partial void SessionsEndedByOwner(this ILogger logger, int count, Guid userId);
}
