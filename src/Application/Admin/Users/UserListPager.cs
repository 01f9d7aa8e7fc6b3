using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Paging;

namespace CleanAuth.Application.Admin.Users;

/// <summary>Reads lists of accounts page by page. A page may continue from one segment of the order into the next.</summary>
internal sealed class UserListPager(IUserListReader users)
{
    public async Task<UsersPageDto> ReadAsync(
        UserFilter filter,
        string? ordering,
        string? cursor,
        int pageSize,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<UserListSegment> order = UserOrder.Of(filter, ordering);
        (int index, UserListPosition? position) = cursor is not null && UserCursor.Read(cursor, order) is { } start ? start : (0, null);

        Page<Entry> page = await Page.ReadAsync(ReadEntriesAsync, pageSize);
        return new UsersPageDto(
            [.. page.Items.Select(entry => entry.User.Row)],
            page.ContinueAfter is { } last ? UserCursor.Write(last.Segment, last.User.Position) : null);

        async Task<IReadOnlyList<Entry>> ReadEntriesAsync(int count)
        {
            List<Entry> entries = [];
            for (; index < order.Count && entries.Count < count; index++)
            {
                UserListSegment segment = order[index];
                IReadOnlyList<ListedUser> found =
                    await users.ReadAsync(segment, filter, position, count - entries.Count, cancellationToken);
                entries.AddRange(found.Select(user => new Entry(segment, user)));
                position = null;
            }

            return entries;
        }
    }

    private sealed record Entry(UserListSegment Segment, ListedUser User);
}
