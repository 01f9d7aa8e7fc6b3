using CleanAuth.Application.CurrentUser.DeleteCurrentUser;
using CleanAuth.Application.Validation;

namespace CleanAuth.WebApi.CurrentUser;

/// <summary>The proof that it is the owner who leaves. Where the service asks for none, no body is needed.</summary>
public sealed record DeleteCurrentUserRequest
{
    /// <summary>The password as it is now, where the service asks for it.</summary>
    public Field<string> CurrentPassword { get; init; }

    public DeleteCurrentUserCommand ToCommand(Guid userId, Guid sessionId) =>
        new(userId, sessionId) { CurrentPassword = CurrentPassword };
}
