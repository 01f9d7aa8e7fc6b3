using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Repositories;

/// <summary>Concurrent changes of accounts, through two instances of the service.</summary>
internal sealed class AccountUpdateRaceTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private const int Rounds = 30;

    private ServiceInstance[] instances = [];

    [SetUp]
    public void StartInstances() => instances = [Database.StartInstance(), Database.StartInstance()];

    [TestCase("demote")]
    [TestCase("deactivate")]
    [TestCase("delete")]
    public async Task Update_WhenTwoSuperusersLoseTheirRightsAtOnce_OneRemains(string act)
    {
        List<(int Done, int Superusers)> rounds = [];

        for (int round = 0; round < Rounds; round++)
        {
            User[] superusers = [NewSuperuser(round, "ada"), NewSuperuser(round, "bob")];
            await Database.SaveAsync([.. superusers]);
            bool[] done = await Race.RunAsync(2, caller => ActAsync(caller, act, superusers[caller].Id));
            rounds.Add((done.Count(succeeded => succeeded), await CountSuperusersAndDeleteAllAsync()));
        }

        Assert.That(rounds, Has.Count.EqualTo(Rounds).And.All.EqualTo((1, 1)));
    }

    [Test]
    public async Task Update_WhenManyHaveReadOneVersion_SucceedsOnce()
    {
        const int Callers = 8;
        User ada = TestData.NewUser();
        await Database.SaveAsync(ada);
        List<int> winners = [];

        for (int round = 0; round < Rounds; round++)
        {
            User? read = await Database.InScopeAsync(scope => scope.Users.ReadByIdAsync(ada.Id, default));
            string version = EntityVersion.Of(read!.UpdatedAt);
            bool[] won = await Race.RunAsync(Callers, caller => RenameAsync(caller, ada.Id, version, $"{round} {caller}"));
            winners.Add(won.Count(one => one));
        }

        Assert.That(winners, Has.Count.EqualTo(Rounds).And.All.EqualTo(1));
    }

    private static User NewSuperuser(int round, string name)
    {
        User user = TestData.NewUser(email: $"{name}{round}@example.com", username: $"{name}{round}");
        user.GrantSuperuser(TestData.Now);
        return user;
    }

    private async Task<bool> ActAsync(int caller, string act, Guid id)
    {
        try
        {
            await instances[caller].InScopeAsync(scope => act == "delete"
                ? scope.Accounts.DeleteAsync(id, null, null, [], (_, token) => RequireAnotherAsync(scope, id, token), default)
                : scope.Accounts.UpdateAsync(id, (user, token) => DemoteAsync(scope, user, act, token), default));
            return true;
        }
        catch (LastSuperuserException)
        {
            return false;
        }
    }

    private static async Task RequireAnotherAsync(RequestScope scope, Guid id, CancellationToken cancellationToken)
    {
        if (!await scope.Users.LockAndFindOtherSuperuserAsync(id, cancellationToken))
        {
            throw new LastSuperuserException();
        }
    }

    private static async Task DemoteAsync(RequestScope scope, User user, string act, CancellationToken cancellationToken)
    {
        await RequireAnotherAsync(scope, user.Id, cancellationToken);
        if (act == "deactivate")
        {
            user.Deactivate(TestData.Now);
        }
        else
        {
            user.ChangeRights(isStaff: false, isSuperuser: false, PermissionSet.None, TestData.Now);
        }
    }

    private async Task<bool> RenameAsync(int caller, Guid id, string version, string name)
    {
        try
        {
            await instances[caller % instances.Length].InScopeAsync(scope => scope.Accounts.UpdateAsync(
                id,
                version,
                staffId: null,
                (user, _) =>
                {
                    user.ChangeFullName(name, TestData.Now);
                    return Task.FromResult(true);
                },
                default));
            return true;
        }
        catch (VersionMismatchException)
        {
            return false;
        }
    }

    /// <summary>Counts the active superusers, and deletes all accounts for the next round.</summary>
    private Task<int> CountSuperusersAndDeleteAllAsync() => Database.InScopeAsync(async scope =>
    {
        int count = await scope.Context.Users.CountAsync(user => user.IsSuperuser && user.IsActive);
        await scope.Context.Users.ExecuteDeleteAsync();
        return count;
    });
}
