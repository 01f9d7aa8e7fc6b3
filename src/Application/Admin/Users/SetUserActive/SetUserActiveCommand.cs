using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin.Users.SetUserActive;

/// <summary>Activates an account, or deactivates it, which ends its sessions.</summary>
[NeedsPermission(Permissions.DeactivateUser)]
public sealed record SetUserActiveCommand(Guid CallerId, Guid UserId, bool IsActive) : IRequest, IStaffRequest;
