using MediatR;

namespace CleanAuth.Application.CurrentUser.GetCurrentUser;

/// <summary>Reads the caller's account.</summary>
public sealed record GetCurrentUserQuery(Guid UserId, Guid SessionId) : IRequest<CurrentUserDto>;
