using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin.RemoveUser;

/// <summary>Deletes an account and all that belongs to it.</summary>
[NeedsPermission(Permissions.DeleteUser)]
public sealed record RemoveUserCommand(Guid CallerId, Guid UserId, string? Version) : IRequest, IStaffRequest;
