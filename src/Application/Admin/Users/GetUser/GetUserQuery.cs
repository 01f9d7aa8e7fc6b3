using MediatR;

namespace CleanAuth.Application.Admin.Users.GetUser;

/// <summary>Returns an account.</summary>
public sealed record GetUserQuery(Guid CallerId, Guid UserId) : IRequest<UserDetailsDto>, IStaffRequest;
