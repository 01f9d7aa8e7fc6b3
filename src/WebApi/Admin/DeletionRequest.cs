using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Admin.RemoveGroup;
using CleanAuth.Application.Admin.RemoveUser;

namespace CleanAuth.WebApi.Admin;

/// <summary>The proof of who deletes. After a recent login no body is needed.</summary>
public sealed record DeletionRequest
{
    /// <summary>The caller's own password, where their login is older than <c>Accounts:ReauthenticationLifetime</c>.</summary>
    public Field<string> CurrentPassword { get; init; }

    public RemoveUserCommand ToUserCommand(Guid callerId, Guid sessionId, Guid userId, string? version) => new(callerId, userId, version)
    {
        SessionId = sessionId,
        CurrentPassword = CurrentPassword,
    };

    public RemoveGroupCommand ToGroupCommand(Guid callerId, Guid sessionId, Guid groupId, string? version) => new(callerId, groupId, version)
    {
        SessionId = sessionId,
        CurrentPassword = CurrentPassword,
    };
}
