using CleanAuth.Application.Validation;
using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin.Users.DeleteUser;

/// <summary>Deletes an account and all its data.</summary>
[NeedsPermission(Permissions.DeleteUser), NeedsReauthentication]
public sealed record DeleteUserCommand(Guid CallerId, Guid UserId, string? Version) : IRequest, IReauthenticatedRequest
{
    public Guid SessionId { get; init; }

    public Field<string> CurrentPassword { get; init; }
}
