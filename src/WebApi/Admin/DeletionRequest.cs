using CleanAuth.Application.Admin.Groups.DeleteGroup;
using CleanAuth.Application.Admin.Users.DeleteUser;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Admin;

/// <summary>The proof of who deletes. After a recent login no body is needed.</summary>
public sealed record DeletionRequest
{
    /// <summary>The caller's own password, where their login is older than <c>Accounts:ReauthenticationLifetime</c>.</summary>
    public Field<string> CurrentPassword { get; init; }

    public DeleteUserCommand ToUserCommand(Guid callerId, Guid sessionId, Guid userId, string? version) => new(callerId, userId, version)
    {
        SessionId = sessionId,
        CurrentPassword = CurrentPassword,
    };

    public DeleteGroupCommand ToGroupCommand(Guid callerId, Guid sessionId, Guid groupId, string? version) => new(callerId, groupId, version)
    {
        SessionId = sessionId,
        CurrentPassword = CurrentPassword,
    };
}
