using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.CurrentUser.DeleteCurrentUser;

/// <summary>Deletes the caller's account and all that belongs to it, at once or after some days of grace.</summary>
public sealed record DeleteCurrentUserCommand(Guid UserId, Guid SessionId) : IRequest
{
    public Field<string> CurrentPassword { get; init; }
}
