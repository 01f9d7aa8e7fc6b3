using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin.Users.SetActive;

/// <summary>Deactivates an account, which ends its sessions, or activates it again.</summary>
[NeedsPermission(Permissions.DeactivateUser)]
public sealed record SetActiveCommand(Guid CallerId, Guid UserId, bool IsActive) : IRequest, IStaffRequest;
