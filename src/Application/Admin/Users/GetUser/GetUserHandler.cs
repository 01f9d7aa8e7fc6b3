using CleanAuth.Application.Abstractions.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin.Users.GetUser;

internal sealed class GetUserHandler(IRightsReader rights) : IRequestHandler<GetUserQuery, UserDetailsDto>
{
    public Task<UserDetailsDto> Handle(GetUserQuery query, CancellationToken cancellationToken) =>
        rights.ReadDetailsAsync(query.UserId, cancellationToken);
}
