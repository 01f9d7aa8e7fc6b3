using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin.SetPassword;

/// <summary>Gives an account another password; its sessions end.</summary>
[NeedsPermission(Permissions.SetPassword)]
public sealed record SetPasswordCommand(Guid CallerId, Guid UserId, Field<string> Password) : IRequest, IStaffRequest;
