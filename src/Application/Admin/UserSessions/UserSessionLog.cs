using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.UserSessions;

/// <summary>Log messages about sessions that staff end; they contain ids only.</summary>
internal static partial class UserSessionLog
{
    [LoggerMessage(1201, LogLevel.Information, "Session {SessionId} of user {UserId} was ended by {ActorId}.")]
    public static partial void SessionEnded(this ILogger logger, Guid sessionId, Guid userId, Guid actorId);

    [LoggerMessage(1202, LogLevel.Information, "All {Count} sessions of user {UserId} were ended by {ActorId}.")]
    public static partial void SessionsEnded(this ILogger logger, int count, Guid userId, Guid actorId);
}
