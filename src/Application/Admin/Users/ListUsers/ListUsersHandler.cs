using CleanAuth.Application.Abstractions.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin.Users.ListUsers;

internal sealed class ListUsersHandler(UserListing listing) : IRequestHandler<ListUsersQuery, UsersPageDto>
{
    public const int MaxPageSize = 200;
    private const int PageSize = 50;

    public async Task<UsersPageDto> Handle(ListUsersQuery query, CancellationToken cancellationToken)
    {
        (IReadOnlyList<UserRowDto> rows, string? next) =
            await listing.ReadAsync(query.Filter, query.Ordering, query.Cursor, query.PageSize ?? PageSize, cancellationToken);
        return new UsersPageDto(rows, next);
    }
}
