using CleanAuth.Domain.Emails;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin;

/// <summary>Log messages of the admin; they contain ids only. The audit log records the same actions.</summary>
internal static partial class AdminLog
{
    [LoggerMessage(1101, LogLevel.Information, "{ActorId} added user {UserId}.")]
    public static partial void UserAdded(this ILogger logger, Guid actorId, Guid userId);

    [LoggerMessage(1102, LogLevel.Information, "{ActorId} changed user {UserId}.")]
    public static partial void UserChanged(this ILogger logger, Guid actorId, Guid userId);

    [LoggerMessage(1103, LogLevel.Warning, "{ActorId} changed the rights of user {UserId}.")]
    public static partial void RightsChanged(this ILogger logger, Guid actorId, Guid userId);

    [LoggerMessage(1104, LogLevel.Information, "{ActorId} set the password of user {UserId}.")]
    public static partial void PasswordSet(this ILogger logger, Guid actorId, Guid userId);

    [LoggerMessage(1105, LogLevel.Information, "{ActorId} set user {UserId} active: {IsActive}.")]
    public static partial void ActivitySet(this ILogger logger, Guid actorId, Guid userId, bool isActive);

    [LoggerMessage(1106, LogLevel.Information, "{ActorId} deleted user {UserId}.")]
    public static partial void UserDeleted(this ILogger logger, Guid actorId, Guid userId);

    [LoggerMessage(1107, LogLevel.Information, "{ActorId} applied {Action} to {Done} users; {Refused} were refused.")]
    public static partial void UsersBulkUpdated(this ILogger logger, Guid actorId, string action, int done, int refused);

    [LoggerMessage(1108, LogLevel.Warning, "{ActorId} exported users.")]
    public static partial void UsersExported(this ILogger logger, Guid actorId);

    [LoggerMessage(1109, LogLevel.Information, "{ActorId} sent an email of kind {Kind} to user {UserId}.")]
    public static partial void LinkSent(this ILogger logger, Guid actorId, EmailKind kind, Guid userId);

    [LoggerMessage(1110, LogLevel.Error, "Bulk action {Action} of {ActorId} stopped: the store failed.")]
    public static partial void BulkUpdateAborted(this ILogger logger, string action, Guid actorId, Exception exception);
}
