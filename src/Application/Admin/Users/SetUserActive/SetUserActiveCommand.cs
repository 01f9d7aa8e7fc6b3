using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin.Users.SetUserActive;

/// <summary>Deactivates an account, which ends its sessions, or activates it again.</summary>
[NeedsPermission(Permissions.DeactivateUser)]
public sealed record SetUserActiveCommand(Guid CallerId, Guid UserId, bool IsActive) : IRequest, IStaffRequest;
