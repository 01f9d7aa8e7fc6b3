using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin.UserSessions.BlacklistUserToken;

/// <summary>Blacklists a refresh token, which ends its session.</summary>
[NeedsPermission(Permissions.EndSession)]
public sealed record BlacklistUserTokenCommand(Guid CallerId, Guid TokenId) : IRequest, IStaffRequest;
