using CleanAuth.Application;
using CleanAuth.Application.CurrentUser.DeleteCurrentUser;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.CurrentUser;

/// <summary>The caller's password. The body may be absent if <c>Accounts:RequireCurrentPassword</c> is false.</summary>
public sealed record DeleteCurrentUserRequest
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static object Example => new { CurrentPassword = ExampleData.Password };

    /// <summary>The current password.</summary>
    public Field<string> CurrentPassword { get; init; }

    public DeleteCurrentUserCommand ToCommand(Guid userId, Guid sessionId) =>
        new(userId, sessionId) { CurrentPassword = CurrentPassword };
}
