using CleanAuth.Application;
using CleanAuth.Application.Admin.Groups.DeleteGroup;
using CleanAuth.Application.Admin.Users.DeleteUser;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.Admin;

/// <summary>The body of a deletion: the caller's password. It may be absent after a recent login.</summary>
public sealed record DeletionRequest
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static object Example => new { CurrentPassword = ExampleData.Password };

    /// <summary>The caller's password; required if their login is older than <c>Accounts:ReauthenticationLifetime</c>.</summary>
    public Field<string> CurrentPassword { get; init; }

    public DeleteUserCommand ToUserCommand(Guid callerId, Guid sessionId, Guid userId, string? version) => new(callerId, userId, version)
    {
        SessionId = sessionId,
        CurrentPassword = CurrentPassword,
    };

    public DeleteGroupCommand ToGroupCommand(Guid callerId, Guid sessionId, Guid groupId, string? version) =>
        new(callerId, groupId, version)
        {
            SessionId = sessionId,
            CurrentPassword = CurrentPassword,
        };
}
