using CleanAuth.Application.Paging;
using MediatR;

namespace CleanAuth.Application.Admin.Users.ListUsers;

internal sealed class ListUsersHandler(UserListPager pager) : IRequestHandler<ListUsersQuery, UsersPageDto>
{
    public const int MaxPageSize = 200;

    public Task<UsersPageDto> Handle(ListUsersQuery query, CancellationToken cancellationToken) =>
        pager.ReadAsync(query.Filter, query.Ordering, query.Cursor, query.PageSize ?? Page.DefaultSize, cancellationToken);
}
