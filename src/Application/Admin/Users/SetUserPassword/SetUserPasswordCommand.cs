using CleanAuth.Application.Validation;
using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin.Users.SetUserPassword;

/// <summary>Sets the password of an account, which ends its sessions.</summary>
[NeedsPermission(Permissions.SetPassword), NeedsReauthentication]
public sealed record SetUserPasswordCommand(Guid CallerId, Guid UserId, Field<string> Password) : IRequest, IReauthenticatedRequest
{
    public Guid SessionId { get; init; }

    public Field<string> CurrentPassword { get; init; }
}
