using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.CurrentUser.DeleteCurrentUser;

/// <summary>Deletes the caller's account and its data, at once or after <c>Accounts:DeletionGrace</c>.</summary>
public sealed record DeleteCurrentUserCommand(Guid UserId, Guid SessionId) : IRequest
{
    public Field<string> CurrentPassword { get; init; }
}
