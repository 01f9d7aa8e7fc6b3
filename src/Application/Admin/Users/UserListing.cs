using CleanAuth.Application.Abstractions.Accounts;

namespace CleanAuth.Application.Admin.Users;

/// <summary>Reads lists of accounts page by page, from one stretch of the order on to the next.</summary>
internal sealed class UserListing(IUserListReader directory)
{
    /// <summary>A page, and the cursor of the next one; null on the last.</summary>
    public async Task<(IReadOnlyList<UserRowDto> Rows, string? Next)> ReadAsync(
        UserFilter filter,
        string? ordering,
        string? cursor,
        int pageSize,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<UserListSegment> order = UserOrder.Of(filter, ordering);
        (int index, UserListPosition? place) = cursor is not null && UserCursor.Read(cursor, order) is { } start ? start : (0, null);

        // One more than a page tells whether there is a next one.
        List<(UserListSegment Stretch, ListedUser User)> found = [];
        for (; index < order.Count && found.Count <= pageSize; index++)
        {
            UserListSegment stretch = order[index];
            IReadOnlyList<ListedUser> users =
                await directory.ReadAsync(stretch, filter, place, pageSize + 1 - found.Count, cancellationToken);
            found.AddRange(users.Select(user => (stretch, user)));
            place = null;
        }

        return (
            [.. found.Take(pageSize).Select(item => item.User.Row)],
            found.Count > pageSize ? UserCursor.Write(found[pageSize - 1].Stretch, found[pageSize - 1].User.Place) : null);
    }
}
