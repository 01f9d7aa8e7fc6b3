using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Accounts;

/// <summary>The log messages about accounts. They contain ids, never an address or a password.</summary>
internal static partial class AccountLog
{
    [LoggerMessage(1001, LogLevel.Information, "User {UserId} registered.")]
    public static partial void UserRegistered(this ILogger logger, Guid userId);

    [LoggerMessage(1002, LogLevel.Information, "User {UserId} logged in; session {SessionId} opened.")]
    public static partial void UserLoggedIn(this ILogger logger, Guid userId, Guid sessionId);

    [LoggerMessage(1003, LogLevel.Information, "A login failed for user {UserId}.")]
    public static partial void LoginFailed(this ILogger logger, Guid? userId);

    [LoggerMessage(1004, LogLevel.Information, "User {UserId} changed their account (password changed: {PasswordChanged}).")]
    public static partial void ProfileChanged(this ILogger logger, Guid userId, bool passwordChanged);

    [LoggerMessage(1005, LogLevel.Information, "The password of user {UserId} was changed.")]
    public static partial void PasswordChanged(this ILogger logger, Guid userId);

    [LoggerMessage(1006, LogLevel.Information, "User {UserId} was deleted.")]
    public static partial void UserDeleted(this ILogger logger, Guid userId);

    [LoggerMessage(1007, LogLevel.Information, "User {UserId} was deactivated.")]
    public static partial void UserDeactivated(this ILogger logger, Guid userId);

    [LoggerMessage(1008, LogLevel.Information, "User {UserId} was activated.")]
    public static partial void UserActivated(this ILogger logger, Guid userId);

    [LoggerMessage(1009, LogLevel.Information, "User {UserId} became staff.")]
    public static partial void StaffGranted(this ILogger logger, Guid userId);

    [LoggerMessage(1010, LogLevel.Information, "User {UserId} was created as a superuser.")]
    public static partial void SuperuserCreated(this ILogger logger, Guid userId);

    [LoggerMessage(1011, LogLevel.Information, "The password hash of user {UserId} was upgraded.")]
    public static partial void PasswordHashUpgraded(this ILogger logger, Guid userId);

    [LoggerMessage(1012, LogLevel.Warning, "Too many logins failed for user {UserId}: some networks are refused for a while.")]
    public static partial void LoginsThrottled(this ILogger logger, Guid? userId);

    [LoggerMessage(1020, LogLevel.Information, "User {UserId} verified their address.")]
    public static partial void EmailVerified(this ILogger logger, Guid userId);

    [LoggerMessage(1021, LogLevel.Information, "User {UserId} reset their password.")]
    public static partial void PasswordReset(this ILogger logger, Guid userId);

    [LoggerMessage(1022, LogLevel.Information, "User {UserId} confirmed a new address.")]
    public static partial void EmailChanged(this ILogger logger, Guid userId);

    [LoggerMessage(1023, LogLevel.Warning, "An email change of user {UserId} was undone: all sessions ended, and the password was voided.")]
    public static partial void EmailRestored(this ILogger logger, Guid userId);

    [LoggerMessage(1031, LogLevel.Information, "User {UserId} deleted their account; it can be restored for a while.")]
    public static partial void DeletionScheduled(this ILogger logger, Guid userId);

    [LoggerMessage(1032, LogLevel.Information, "User {UserId} restored their account.")]
    public static partial void UserRestored(this ILogger logger, Guid userId);

    [LoggerMessage(1033, LogLevel.Information, "User {UserId} exported their data.")]
    public static partial void DataExported(this ILogger logger, Guid userId);

    [LoggerMessage(1034, LogLevel.Warning, "User {UserId} reported session {SessionId} as not theirs.")]
    public static partial void SessionReported(this ILogger logger, Guid userId, Guid sessionId);
}
