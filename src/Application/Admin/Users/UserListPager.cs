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
        (int start, UserListPosition? position) = cursor is not null && UserCursor.Read(cursor, order) is { } decoded ? decoded : (0, null);

        Page<Entry> page = await Page.ReadAsync(
            count => ReadAsync(order.Skip(start), filter, position, count, cancellationToken), pageSize);
        return new UsersPageDto(
            [.. page.Items.Select(entry => entry.User.Row)],
            page.ContinueAfter is { } last ? UserCursor.Write(last.Segment, last.User.Position) : null);
    }

    private async Task<IReadOnlyList<Entry>> ReadAsync(
        IEnumerable<UserListSegment> segments,
        UserFilter filter,
        UserListPosition? position,
        int count,
        CancellationToken cancellationToken)
    {
        List<Entry> entries = [];
        foreach (UserListSegment segment in segments)
        {
            IReadOnlyList<ListedUser> found = await users.ReadAsync(segment, filter, position, count - entries.Count, cancellationToken);
            entries.AddRange(found.Select(user => new Entry(segment, user)));
            if (entries.Count == count)
            {
                break;
            }

            // The cursor is a position in the first segment; the others are read from their start.
            position = null;
        }

        return entries;
    }

    private sealed record Entry(UserListSegment Segment, ListedUser User);
}
