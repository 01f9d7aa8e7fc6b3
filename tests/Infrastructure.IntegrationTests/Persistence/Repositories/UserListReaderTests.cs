using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Repositories;

/// <summary>Lists of accounts, read to their end in pages of two.</summary>
internal sealed class UserListReaderTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private static readonly UserFilter All = new();

    [TestCase(UserListSegmentKind.ByCreation, false, "zoe ann eve bob kim")]
    [TestCase(UserListSegmentKind.ByCreation, true, "kim bob eve ann zoe")]
    [TestCase(UserListSegmentKind.ByEmail, false, "kim bob eve ann zoe")]
    [TestCase(UserListSegmentKind.ByEmail, true, "zoe ann eve bob kim")]
    [TestCase(UserListSegmentKind.ByUsername, false, "ann bob eve kim zoe")]
    [TestCase(UserListSegmentKind.ByUsername, true, "zoe kim eve bob ann")]
    [TestCase(UserListSegmentKind.ByLastLogin, false, "eve zoe kim")]
    [TestCase(UserListSegmentKind.ByLastLogin, true, "kim zoe eve")]
    [TestCase(UserListSegmentKind.NeverLoggedIn, false, "ann bob")]
    [TestCase(UserListSegmentKind.NeverLoggedIn, true, "bob ann")]
    public async Task Read_WhenASegmentIsReadToItsEnd_ReturnsEachAccountOnceInOrder(
        UserListSegmentKind kind,
        bool isDescending,
        string expected)
    {
        await SaveManyAsync();

        string names = await ReadToEndAsync(new UserListSegment(kind, isDescending), All);

        Assert.That(names, Is.EqualTo(expected));
    }

    [TestCase("email-", "kim bob eve ann zoe", "")]
    [TestCase("  EMAIL-C ", "eve", "")]
    [TestCase("e", "kim bob eve ann zoe", "")]
    [TestCase("eve", "", "eve")]
    [TestCase("ｅｖｅ", "", "eve")]
    [TestCase("%", "", "")]
    [TestCase("_ve", "", "")]
    [TestCase("ann'; --", "", "")]
    public async Task Read_WhenSearchedByText_FindsEmailsAndThenOtherUsernames(string search, string byEmail, string byUsername)
    {
        await SaveManyAsync();
        UserFilter filter = All with { Search = search };

        string emails = await ReadToEndAsync(new UserListSegment(UserListSegmentKind.MatchingEmail), filter);
        string usernames = await ReadToEndAsync(new UserListSegment(UserListSegmentKind.MatchingUsername), filter);

        Assert.That((emails, usernames), Is.EqualTo((byEmail, byUsername)));
    }

    [Test]
    public async Task Read_WhenSearchedByAnId_FindsItsAccount()
    {
        User[] users = await SaveManyAsync();

        string found = await ReadToEndAsync(new UserListSegment(UserListSegmentKind.ById), All with { Search = $"{users[2].Id}" });
        string none = await ReadToEndAsync(new UserListSegment(UserListSegmentKind.ById), All with { Search = $"{Guid.NewGuid()}" });

        Assert.That((found, none), Is.EqualTo(("eve", "")));
    }

    [TestCase(true, null, null, "zoe eve bob kim")]
    [TestCase(false, null, null, "ann")]
    [TestCase(null, true, null, "eve kim")]
    [TestCase(null, false, null, "zoe ann bob")]
    [TestCase(null, null, true, "kim")]
    [TestCase(null, null, false, "zoe ann eve bob")]
    [TestCase(true, true, false, "eve")]
    [TestCase(false, true, null, "")]
    public async Task Read_WhenFiltered_ReturnsOnlyTheMatches(bool? isActive, bool? isStaff, bool? isSuperuser, string expected)
    {
        await SaveManyAsync();

        string names = await ReadToEndAsync(
            new UserListSegment(UserListSegmentKind.ByCreation), new UserFilter(null, isActive, isStaff, isSuperuser));

        Assert.That(names, Is.EqualTo(expected));
    }

    [TestCase(UserListSegmentKind.ByCreation, false)]
    [TestCase(UserListSegmentKind.ByCreation, true)]
    [TestCase(UserListSegmentKind.ByLastLogin, false)]
    [TestCase(UserListSegmentKind.ByLastLogin, true)]
    public async Task Read_WhenManyHaveTheSameTime_ReturnsEachOnce(UserListSegmentKind kind, bool isDescending)
    {
        User[] users = [.. Enumerable.Range(0, 7).Select(number => TestData.NewUser($"u{number}@example.com", $"u{number}"))];
        foreach (User user in users)
        {
            user.RecordLogin(TestData.Now);
        }

        await Database.SaveAsync([.. users]);

        string names = await ReadToEndAsync(new UserListSegment(kind, isDescending), All);

        Assert.That(names.Split(' '), Is.EquivalentTo(users.Select(user => user.Username)));
    }

    [Test]
    public async Task Read_WhenAnAccountIsReturned_HasEveryMember()
    {
        User[] users = await SaveManyAsync();
        User kim = users[^1];

        IReadOnlyList<ListedUser> found = await ReadAsync(
            new UserListSegment(UserListSegmentKind.ById), All with { Search = $"{kim.Id}" }, null);

        Assert.That(
            found.Single().Row,
            Is.EqualTo(new UserRowDto(
                kim.Id,
                "email-A@example.com",
                "kim",
                "",
                IsActive: true,
                IsStaff: true,
                IsSuperuser: true,
                kim.CreatedAt,
                kim.LastLoginAt)));
    }

    // The accounts are in the order of their creation, which is the reverse order of their emails.
    private async Task<User[]> SaveManyAsync()
    {
        (string Email, string Name, int? LoggedIn)[] accounts =
            [("E", "zoe", 2), ("D", "ann", null), ("C", "eve", 1), ("B", "bob", null), ("A", "kim", 3)];
        List<User> users = [];
        foreach ((string email, string name, int? loggedIn) in accounts)
        {
            DateTimeOffset now = TestData.Now.AddMinutes(users.Count);
            User user = User.Register($"email-{email}@example.com", name, "hash", "", "", now);
            if (loggedIn is { } days)
            {
                user.RecordLogin(TestData.Now.AddDays(days));
            }

            users.Add(user);
        }

        users[1].Deactivate(TestData.Now);
        users[2].GrantStaff(TestData.Now);
        users[4].GrantSuperuser(TestData.Now);
        await Database.SaveAsync([.. users]);
        return [.. users];
    }

    private async Task<string> ReadToEndAsync(UserListSegment segment, UserFilter filter)
    {
        List<string> names = [];
        UserListPosition? after = null;
        while (await ReadAsync(segment, filter, after) is { Count: > 0 } page)
        {
            names.AddRange(page.Select(user => user.Row.Username));
            after = page[^1].Position;
            if (segment.Kind == UserListSegmentKind.ById)
            {
                break;
            }
        }

        return string.Join(' ', names);
    }

    private Task<IReadOnlyList<ListedUser>> ReadAsync(UserListSegment segment, UserFilter filter, UserListPosition? after) =>
        Database.InScopeAsync(scope => scope.UserListReader.ReadAsync(segment, filter, after, count: 2, default));
}
