using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Accounts;
using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.CurrentUser.GetCurrentUser;

internal sealed class GetCurrentUserHandler(IUserRepository users, CurrentUserReader currentUserReader)
    : IRequestHandler<GetCurrentUserQuery, CurrentUserDto>
{
    public async Task<CurrentUserDto> Handle(GetCurrentUserQuery query, CancellationToken cancellationToken)
    {
        User user = (await users.ReadByIdAsync(query.UserId, cancellationToken)).MustBeActive();

        return await currentUserReader.ToDtoAsync(user, query.SessionId, cancellationToken);
    }
}
