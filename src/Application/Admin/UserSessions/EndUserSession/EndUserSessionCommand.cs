using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin.UserSessions.EndUserSession;

/// <summary>Ends a session of any account.</summary>
[NeedsPermission(Permissions.EndSession)]
public sealed record EndUserSessionCommand(Guid CallerId, Guid SessionId) : IRequest, IStaffRequest;
