using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Tokens;

/// <summary>The log events of tokens: ids only, never a token.</summary>
internal static partial class TokenEvents
{
    [LoggerMessage(2001, LogLevel.Information, "Session {SessionId} of user {UserId} was refreshed.")]
    public static partial void SessionRefreshed(this ILogger logger, Guid sessionId, Guid userId);

    [LoggerMessage(2002, LogLevel.Warning, "Refresh token {TokenId} of session {SessionId} was presented again after its use.")]
    public static partial void DeadTokenPresented(this ILogger logger, Guid tokenId, Guid sessionId);

    [LoggerMessage(2003, LogLevel.Information, "Refresh token {TokenId} of user {UserId} was blacklisted.")]
    public static partial void TokenBlacklisted(this ILogger logger, Guid tokenId, Guid userId);

    [LoggerMessage(2004, LogLevel.Information, "{Count} expired refresh tokens were deleted.")]
    public static partial void ExpiredTokensDeleted(this ILogger logger, int count);
}
