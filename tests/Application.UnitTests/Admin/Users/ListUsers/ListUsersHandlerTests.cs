using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Admin.Users;
using CleanAuth.Application.Admin.Users.ListUsers;

namespace CleanAuth.Application.UnitTests.Admin.Users.ListUsers;

internal sealed class ListUsersHandlerTests
{
    private static readonly UserFilter All = new();

    [Test]
    public async Task ListUsers_WhenNoParameterIsGiven_ReturnsTheFiftyNewest()
    {
        StubUserListReader directory = new((UserListSegmentKind.ByCreation, [.. Enumerable.Range(0, 51).Select(number => $"{number}")]));

        UsersPageDto page = await ListAsync(directory, new ListUsersQuery(Guid.NewGuid(), All, null, null, null));

        Assert.That((page.Results.Count, page.Next is null), Is.EqualTo((50, false)));
        Assert.That(directory.Reads, Is.EqualTo([(new UserListSegment(UserListSegmentKind.ByCreation, IsDescending: true), 51)]));
    }

    [Test]
    public async Task ListUsers_WhenTheLastPageIsFull_ReturnsNoEmptyPageAfterIt()
    {
        StubUserListReader directory = new((UserListSegmentKind.ByCreation, ["a", "b"]));

        UsersPageDto page = await ListAsync(directory, new ListUsersQuery(Guid.NewGuid(), All, null, null, 2));

        Assert.That((page.Results.Count, page.Next), Is.EqualTo((2, (string?)null)));
    }

    [TestCase("last_login", null, 1)]
    [TestCase("last_login", null, 2)]
    [TestCase("-last_login", null, 3)]
    [TestCase("last_login", null, 4)]
    [TestCase("created", "text", 1)]
    [TestCase(null, "text", 2)]
    [TestCase(null, "text", 3)]
    public async Task ListUsers_WhenTheOrderHasTwoSegments_ContinuesInTheSecond(string? ordering, string? search, int pageSize)
    {
        string[] first = ["a", "b", "c"];
        string[] second = ["d", "e"];
        StubUserListReader directory = search is null
            ? new((UserListSegmentKind.ByLastLogin, first), (UserListSegmentKind.NeverLoggedIn, second))
            : new((UserListSegmentKind.MatchingEmail, first), (UserListSegmentKind.MatchingUsername, second));
        List<string> names = [];
        string? cursor = null;

        do
        {
            UsersPageDto page = await ListAsync(
                directory, new ListUsersQuery(Guid.NewGuid(), All with { Search = search }, ordering, cursor, pageSize));
            names.AddRange(page.Results.Select(user => user.Username));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.That(names, Is.EqualTo(first.Concat(second)));
    }

    [Test]
    public async Task ListUsers_WhenSearchedByAnId_SearchesOnlyForThatId()
    {
        StubUserListReader directory = new((UserListSegmentKind.ById, ["a"]));

        UsersPageDto page = await ListAsync(
            directory, new ListUsersQuery(Guid.NewGuid(), All with { Search = $" {Guid.NewGuid()}" }, "email", null, null));

        Assert.That((page.Results.Count, page.Next, directory.Reads.Count), Is.EqualTo((1, (string?)null, 1)));
    }

    private static Task<UsersPageDto> ListAsync(IUserListReader directory, ListUsersQuery query) =>
        new ListUsersHandler(new UserListPager(directory)).Handle(query, default);
}
