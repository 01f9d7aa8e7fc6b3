using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin.UserSessions.BlacklistToken;

/// <summary>Blacklists a refresh token, which ends its session.</summary>
[NeedsPermission(Permissions.EndSession)]
public sealed record BlacklistTokenCommand(Guid CallerId, Guid TokenId) : IRequest, IStaffRequest;
