using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Repositories;

/// <summary>Lists of accounts, read two at a time to their end.</summary>
internal sealed class UserDirectoryTests(DatabaseProvider provider) : StoreTests(provider)
{
    private static readonly UserFilter All = new();

    [TestCase(UserStretchKind.ByCreation, false, "zoe ann eve bob kim")]
    [TestCase(UserStretchKind.ByCreation, true, "kim bob eve ann zoe")]
    [TestCase(UserStretchKind.ByEmail, false, "kim bob eve ann zoe")]
    [TestCase(UserStretchKind.ByEmail, true, "zoe ann eve bob kim")]
    [TestCase(UserStretchKind.ByUsername, false, "ann bob eve kim zoe")]
    [TestCase(UserStretchKind.ByUsername, true, "zoe kim eve bob ann")]
    [TestCase(UserStretchKind.ByLastLogin, false, "eve zoe kim")]
    [TestCase(UserStretchKind.ByLastLogin, true, "kim zoe eve")]
    [TestCase(UserStretchKind.NeverLoggedIn, false, "ann bob")]
    [TestCase(UserStretchKind.NeverLoggedIn, true, "bob ann")]
    public async Task Read_WhenAStretchIsWalked_ShowsEachOnceInOrder(UserStretchKind kind, bool isDescending, string expected)
    {
        await SaveManyAsync();

        string names = await WalkAsync(new UserStretch(kind, isDescending), All);

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
    public async Task Read_WhenSomethingIsSearched_FindsEmailsAndThenOtherUsernames(string search, string byEmail, string byUsername)
    {
        await SaveManyAsync();
        UserFilter filter = All with { Search = search };

        string emails = await WalkAsync(new UserStretch(UserStretchKind.MatchingEmail), filter);
        string usernames = await WalkAsync(new UserStretch(UserStretchKind.MatchingUsername), filter);

        Assert.That((emails, usernames), Is.EqualTo((byEmail, byUsername)));
    }

    [Test]
    public async Task Read_WhenAnIdIsSearched_FindsItsAccount()
    {
        User[] users = await SaveManyAsync();

        string found = await WalkAsync(new UserStretch(UserStretchKind.ById), All with { Search = $"{users[2].Id}" });
        string none = await WalkAsync(new UserStretch(UserStretchKind.ById), All with { Search = $"{Guid.NewGuid()}" });

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
    public async Task Read_WhenFiltered_ShowsThoseOnly(bool? isActive, bool? isStaff, bool? isSuperuser, string expected)
    {
        await SaveManyAsync();

        string names = await WalkAsync(new UserStretch(UserStretchKind.ByCreation), new UserFilter(null, isActive, isStaff, isSuperuser));

        Assert.That(names, Is.EqualTo(expected));
    }

    [TestCase(UserStretchKind.ByCreation, false)]
    [TestCase(UserStretchKind.ByCreation, true)]
    [TestCase(UserStretchKind.ByLastLogin, false)]
    [TestCase(UserStretchKind.ByLastLogin, true)]
    public async Task Read_WhenManyHaveTheSameTime_ShowsEachOnce(UserStretchKind kind, bool isDescending)
    {
        User[] users = [.. Enumerable.Range(0, 7).Select(number => TestData.NewUser($"u{number}@example.com", $"u{number}"))];
        foreach (User user in users)
        {
            user.RecordLogin(TestData.Now);
        }

        await Database.SaveAsync([.. users]);

        string names = await WalkAsync(new UserStretch(kind, isDescending), All);

        Assert.That(names.Split(' '), Is.EquivalentTo(users.Select(user => user.Username)));
    }

    [Test]
    public async Task Read_WhenAnAccountIsShown_SaysAllOfIt()
    {
        User[] users = await SaveManyAsync();
        User kim = users[^1];

        IReadOnlyList<ListedUser> found = await ReadAsync(new UserStretch(UserStretchKind.ById), All with { Search = $"{kim.Id}" }, null);

        Assert.That(
            found.Single().Row,
            Is.EqualTo(new UserRowDto(
                kim.Id, "email-A@example.com", "kim", "", IsActive: true, IsStaff: true, IsSuperuser: true, kim.CreatedAt, kim.LastLoginAt)));
    }

    // In the order of their making; the order of their emails is the other way round.
    private async Task<User[]> SaveManyAsync()
    {
        (string Email, string Name, int? LoggedIn)[] people =
            [("E", "zoe", 2), ("D", "ann", null), ("C", "eve", 1), ("B", "bob", null), ("A", "kim", 3)];
        List<User> users = [];
        foreach ((string email, string name, int? loggedIn) in people)
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

    private async Task<string> WalkAsync(UserStretch stretch, UserFilter filter)
    {
        List<string> names = [];
        UserPlace? after = null;
        while (await ReadAsync(stretch, filter, after) is { Count: > 0 } page)
        {
            names.AddRange(page.Select(user => user.Row.Username));
            after = page[^1].Place;
            if (stretch.Kind == UserStretchKind.ById)
            {
                break;
            }
        }

        return string.Join(' ', names);
    }

    private Task<IReadOnlyList<ListedUser>> ReadAsync(UserStretch stretch, UserFilter filter, UserPlace? after) =>
        Database.InScopeAsync(scope => scope.Directory.ReadAsync(stretch, filter, after, count: 2, default));
}
