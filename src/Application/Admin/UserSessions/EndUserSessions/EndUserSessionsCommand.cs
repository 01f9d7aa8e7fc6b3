using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin.UserSessions.EndUserSessions;

/// <summary>Ends all sessions of an account.</summary>
[NeedsPermission(Permissions.EndSession)]
public sealed record EndUserSessionsCommand(Guid CallerId, Guid UserId) : IRequest, IStaffRequest;
