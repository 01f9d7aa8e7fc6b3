using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Tokens;

/// <summary>The log events of tokens: ids only, never a token.</summary>
internal static partial class TokenLog
{
    [LoggerMessage(2001, LogLevel.Information, "Session {SessionId} of user {UserId} was refreshed.")]
    public static partial void SessionRefreshed(this ILogger logger, Guid sessionId, Guid userId);

    [LoggerMessage(2002, LogLevel.Warning, "Refresh token {TokenId} was presented again after its use; session {SessionId} was ended.")]
    public static partial void ReuseDetected(this ILogger logger, Guid tokenId, Guid sessionId);

    [LoggerMessage(2003, LogLevel.Information, "Session {SessionId} of user {UserId} was logged out.")]
    public static partial void LoggedOut(this ILogger logger, Guid sessionId, Guid userId);

    [LoggerMessage(2004, LogLevel.Information, "{Count} rows that are of no more use were deleted.")]
    public static partial void ExpiredTokensDeleted(this ILogger logger, int count);

    [LoggerMessage(2005, LogLevel.Information, "User {UserId} asked to end session {SessionId}, which is over or not theirs.")]
    public static partial void SessionNotFound(this ILogger logger, Guid userId, Guid sessionId);

    [LoggerMessage(2006, LogLevel.Information, "{Count} sessions of user {UserId} were ended by their owner.")]
    public static partial void LoggedOutEverywhere(this ILogger logger, int count, Guid userId);
}
