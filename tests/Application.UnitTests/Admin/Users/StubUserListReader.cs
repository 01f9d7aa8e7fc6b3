using CleanAuth.Application.Abstractions.Accounts;

namespace CleanAuth.Application.UnitTests.Admin.Users;

/// <summary>Returns accounts with the given names for each segment.</summary>
internal sealed class StubUserListReader(params (UserListSegmentKind Kind, string[] Names)[] segments) : IUserListReader
{
    /// <summary>The reads that were made.</summary>
    public List<(UserListSegment Segment, int Count)> Reads { get; } = [];

    public Task<IReadOnlyList<ListedUser>> ReadAsync(
        UserListSegment segment,
        UserFilter filter,
        UserListPosition? after,
        int count,
        CancellationToken cancellationToken)
    {
        Reads.Add((segment, count));
        string[] names = [.. segments.Where(stubbed => stubbed.Kind == segment.Kind).SelectMany(stubbed => stubbed.Names)];
        ListedUser[] users = [.. names.Select(name => Listed(segment.Kind, name))];
        return Task.FromResult<IReadOnlyList<ListedUser>>(
            [.. users.SkipWhile(user => after is not null && user.Position != after).Skip(after is null ? 0 : 1).Take(count)]);
    }

    private static ListedUser Listed(UserListSegmentKind kind, string name)
    {
        Guid id = new([.. System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)).Take(16)]);
        UserListPosition position = kind switch
        {
            UserListSegmentKind.ByCreation or UserListSegmentKind.ByLastLogin => new(id, Time: TestData.Now),
            UserListSegmentKind.NeverLoggedIn or UserListSegmentKind.ById => new(id),
            _ => new(id, Name: name),
        };
        return new ListedUser(new UserRowDto(id, "", name, null, true, false, false, TestData.Now, null), position);
    }
}
