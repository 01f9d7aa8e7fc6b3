using CleanAuth.Application.Abstractions;
using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Accounts.GetCurrentUser;

internal sealed class GetCurrentUserHandler(IUserRepository users, CurrentUserReader reader)
    : IRequestHandler<GetCurrentUserQuery, CurrentUserDto>
{
    public async Task<CurrentUserDto> Handle(GetCurrentUserQuery query, CancellationToken cancellationToken)
    {
        User user = (await users.ReadByIdAsync(query.UserId, cancellationToken)).MustBeActive();

        return await reader.DescribeAsync(user, query.SessionId, cancellationToken);
    }
}
