using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Repositories;

/// <summary>Each page of the list of accounts is read from the given index, in the order of that index.</summary>
internal sealed class UserListPlanTests(DatabaseProvider provider) : DatabaseTests(provider, hasOwnDatabase: true)
{
    // Enough rows for PostgreSQL to choose the plan that it would choose for very many.
    private const int Users = 3_000;

    private readonly DatabaseProvider provider = provider;

    [SetUp]
    public async Task SaveManyAsync()
    {
        if (provider == DatabaseProvider.SqlServer)
        {
            Assert.Ignore("SQL Server prints plans in another format, which this test cannot read.");
        }

        await Database.SaveAsync([.. Enumerable.Range(0, Users).Select(NewUser)]);
        if (provider == DatabaseProvider.PostgreSql)
        {
            await Database.InScopeAsync(scope => scope.Context.Database.ExecuteSqlRawAsync("ANALYZE \"Users\""));
        }
    }

    [Test]
    public async Task Read_WhenAPageHasACursor_StartsInTheIndexOfTheOrder()
    {
        User middle = NewUser(Users / 2);
        (UserListSegmentKind Kind, string Index)[] segments =
        [
            (UserListSegmentKind.ByCreation, "IX_Users_CreatedAt_Id"),
            (UserListSegmentKind.ByEmail, "IX_Users_NormalizedEmail"),
            (UserListSegmentKind.ByUsername, "IX_Users_NormalizedUsername"),
            (UserListSegmentKind.ByLastLogin, "IX_Users_LastLoginAt_Id"),
            (UserListSegmentKind.NeverLoggedIn, "IX_Users_LastLoginAt_Id"),
            (UserListSegmentKind.MatchingEmail, "IX_Users_NormalizedEmail"),
            (UserListSegmentKind.MatchingUsername, "IX_Users_NormalizedUsername"),
        ];

        foreach ((UserListSegmentKind kind, string index) in segments)
        {
            string name = kind is UserListSegmentKind.ByUsername or UserListSegmentKind.MatchingUsername
                ? middle.NormalizedUsername
                : middle.NormalizedEmail;
            UserListPosition after = new(middle.Id, middle.CreatedAt, name);
            await AssertPlanAsync(new UserListSegment(kind), new UserFilter("user"), after, index, "^SCAN|Seq Scan|Sort|TEMP B-TREE");
            await AssertPlanAsync(
                new UserListSegment(kind, IsDescending: true), new UserFilter("user"), after, index, "^SCAN|Seq Scan|Sort|TEMP B-TREE");
        }
    }

    // A filter that matches most accounts must not make the database leave the index of the order.
    [Test]
    public async Task Read_WhenTheFilterMatchesMany_ScansTheIndexOfTheOrder()
    {
        (UserListSegmentKind Kind, string Index)[] segments =
        [
            (UserListSegmentKind.ByCreation, "IX_Users_CreatedAt_Id"),
            (UserListSegmentKind.ByEmail, "IX_Users_NormalizedEmail"),
            (UserListSegmentKind.ByLastLogin, "IX_Users_LastLoginAt_Id"),
            (UserListSegmentKind.MatchingEmail, "IX_Users_NormalizedEmail"),
        ];

        foreach ((UserListSegmentKind kind, string index) in segments)
        {
            await AssertPlanAsync(
                new UserListSegment(kind, IsDescending: true),
                new UserFilter("user", IsActive: true, IsStaff: false, IsSuperuser: false),
                after: null,
                index,
                "Seq Scan|Sort|TEMP B-TREE");
        }
    }

    [Test]
    public async Task Read_WhenTheFilterMatchesFew_UsesTheIndexOfTheFilter()
    {
        UserListSegment newestFirst = new(UserListSegmentKind.ByCreation, IsDescending: true);
        UserListSegment byEmail = new(UserListSegmentKind.ByEmail);
        (UserFilter Filter, string Index)[] filters =
        [
            (new UserFilter(IsActive: false), "IX_Users_IsActive_CreatedAt_Id"),
            (new UserFilter(IsStaff: true), "IX_Users_IsStaff_CreatedAt_Id"),
            (new UserFilter(IsSuperuser: true), "IX_Users_IsSuperuser_CreatedAt_Id"),
        ];

        foreach ((UserFilter filter, string index) in filters)
        {
            await AssertPlanAsync(newestFirst, filter, after: null, index, "^SCAN|Seq Scan|TEMP B-TREE");
            await AssertPlanAsync(byEmail, filter, after: null, index, "^SCAN|Seq Scan");
        }
    }

    private static User NewUser(int number)
    {
        DateTimeOffset now = TestData.Now.AddMinutes(number);
        User user = User.Register($"user{number:d5}@example.com", $"name{number:d5}", "hash", "", "", now);
        if (number % 3 != 0)
        {
            user.RecordLogin(now);
        }

        switch (number % 1_000)
        {
            case 1:
                user.Deactivate(now);
                break;
            case 2:
                user.GrantStaff(now);
                break;
            case 3:
                user.GrantSuperuser(now);
                break;
        }

        return user;
    }

    private async Task AssertPlanAsync(UserListSegment segment, UserFilter filter, UserListPosition? after, string index, string never)
    {
        PlanRecorder plans = new();
        await using ServiceInstance instance = Database.StartInstance(interceptor: plans);

        await instance.InScopeAsync(scope => scope.UserListReader.ReadAsync(segment, filter, after, count: 50, default));

        string text = $"{segment} {filter}\n{string.Join('\n', plans.Lines)}";
        using IDisposable scope = Assert.EnterMultipleScope();
        Assert.That(text, Does.Contain(index));
        Assert.That(plans.Lines, Has.None.Match(never), text);
    }
}
