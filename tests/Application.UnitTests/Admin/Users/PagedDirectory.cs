using CleanAuth.Application.Abstractions.Accounts;

namespace CleanAuth.Application.UnitTests.Admin.Users;

/// <summary>A list of accounts as a test lays it out: so many in each stretch, one place behind the other.</summary>
internal sealed class PagedDirectory(params (UserListSegmentKind Kind, string[] Names)[] stretches) : IUserListReader
{
    /// <summary>What was read.</summary>
    public List<(UserListSegment Stretch, int Count)> Reads { get; } = [];

    public Task<IReadOnlyList<ListedUser>> ReadAsync(
        UserListSegment stretch,
        UserFilter filter,
        UserListPosition? after,
        int count,
        CancellationToken cancellationToken)
    {
        Reads.Add((stretch, count));
        ListedUser[] users = [.. stretches.Where(laid => laid.Kind == stretch.Kind).SelectMany(laid => laid.Names).Select(name => Listed(stretch.Kind, name))];
        return Task.FromResult<IReadOnlyList<ListedUser>>(
            [.. users.SkipWhile(user => after is not null && user.Place != after).Skip(after is null ? 0 : 1).Take(count)]);
    }

    private static ListedUser Listed(UserListSegmentKind kind, string name)
    {
        Guid id = new([.. System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)).Take(16)]);
        UserListPosition place = kind switch
        {
            UserListSegmentKind.ByCreation or UserListSegmentKind.ByLastLogin => new(id, Time: TestData.Now),
            UserListSegmentKind.NeverLoggedIn or UserListSegmentKind.ById => new(id),
            _ => new(id, Name: name),
        };
        return new ListedUser(new UserRowDto(id, "", name, null, true, false, false, TestData.Now, null), place);
    }
}
