using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Admin.Groups;

/// <summary>Log messages about groups; they contain ids only.</summary>
internal static partial class GroupLog
{
    [LoggerMessage(1211, LogLevel.Warning, "Group {GroupId} was added by {ActorId}.")]
    public static partial void GroupAdded(this ILogger logger, Guid groupId, Guid actorId);

    [LoggerMessage(1212, LogLevel.Warning, "Group {GroupId} was changed by {ActorId}.")]
    public static partial void GroupChanged(this ILogger logger, Guid groupId, Guid actorId);

    [LoggerMessage(1213, LogLevel.Warning, "Group {GroupId} was deleted by {ActorId}.")]
    public static partial void GroupDeleted(this ILogger logger, Guid groupId, Guid actorId);
}
