using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Tokens;

/// <summary>Log messages about tokens; they contain ids only, never a token.</summary>
internal static partial class TokenLog
{
    [LoggerMessage(2001, LogLevel.Information, "Session {SessionId} of user {UserId} was refreshed.")]
    public static partial void SessionRefreshed(this ILogger logger, Guid sessionId, Guid userId);

    [LoggerMessage(2002, LogLevel.Warning, "Refresh token {TokenId} was presented again after use; session {SessionId} was ended.")]
    public static partial void ReuseDetected(this ILogger logger, Guid tokenId, Guid sessionId);

    [LoggerMessage(2003, LogLevel.Information, "Session {SessionId} of user {UserId} was logged out.")]
    public static partial void LoggedOut(this ILogger logger, Guid sessionId, Guid userId);
}
