using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence;

internal sealed class UnitOfWorkTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    [TestCase("ADA@example.com", "bob", "email")]
    [TestCase("bob@example.com", "Ada", "username")]
    public async Task SaveChanges_WhenANewAccountTakesAName_NamesTheField(string email, string username, string field)
    {
        await Database.SaveAsync(TestData.NewUser(email: "ada@example.com", username: "ada"));
        await using RequestScope scope = Database.Open();
        scope.Users.Add(TestData.NewUser(email, username));

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => scope.UnitOfWork.SaveChangesAsync(default));

        Assert.That(refusal?.Errors, Is.EqualTo(Taken(field)));
        Assert.That(await Database.InScopeAsync(check => check.Context.Users.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task SaveChanges_WhenAnAccountChangesToATakenName_NamesTheField([Values("email", "username")] string field)
    {
        User bob = TestData.NewUser(email: "bob@example.com", username: "bob");
        await Database.SaveAsync(TestData.NewUser(), bob);
        await using RequestScope scope = Database.Open();
        User found = await scope.Context.Users.SingleAsync(user => user.Id == bob.Id);
        TakeNameOfAda(found, field);

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => scope.UnitOfWork.SaveChangesAsync(default));

        Assert.That(refusal?.Errors, Is.EqualTo(Taken(field)));
        Assert.That(await ReadAsync(bob.Id), Is.EqualTo(bob).UsingPropertiesComparer());
    }

    [Test]
    public async Task Discard_WhenASaveFailed_LetsAnotherAccountBeSaved()
    {
        await Database.SaveAsync(TestData.NewUser(email: "ada@example.com", username: "ada"));
        await using RequestScope scope = Database.Open();
        scope.Users.Add(TestData.NewUser(email: "ada@example.com", username: "bob"));
        Assert.ThrowsAsync<InvalidInputException>(() => scope.UnitOfWork.SaveChangesAsync(default));

        scope.UnitOfWork.Discard();
        scope.Users.Add(TestData.NewUser(email: "decoy@example.com", username: "bob"));
        await scope.UnitOfWork.SaveChangesAsync(default);

        string[] stored = await Database.InScopeAsync(check => check.Context.Users.Select(user => user.Email).ToArrayAsync());
        Assert.That(stored, Is.EquivalentTo(["ada@example.com", "decoy@example.com"]));
    }

    // WriteAsync clears the change tracker, so a tracked change would be lost without an error.
    [Test]
    public async Task Write_WhenTheContextTracksAnAccount_Throws()
    {
        User ada = TestData.NewUser();
        await Database.SaveAsync(ada);
        await using RequestScope scope = Database.Open();
        await scope.FindUserAsync(ada.Id);

        Func<Task> act = () => scope.Sessions.TouchAsync(Guid.NewGuid(), TestData.Now, default);

        InvalidOperationException? refusal = Assert.ThrowsAsync<InvalidOperationException>(act);
        Assert.That(refusal!.Message, Does.StartWith("The context tracks a User"));
    }

    // Both changes are in one save, and the accounts may be read in any order.
    [Test]
    public async Task SaveChanges_WhenAnAccountTakesTheAddressThatAnotherGivesUp_SavesBoth([Values] bool holderFirst)
    {
        User ada = TestData.NewUser(email: "ada@example.com", username: "ada");
        User bob = TestData.NewUser(email: "bob@example.com", username: "bob");
        await Database.SaveAsync(ada, bob);
        await using RequestScope scope = Database.Open();
        Guid[] order = holderFirst ? [ada.Id, bob.Id] : [bob.Id, ada.Id];
        foreach (Guid id in order)
        {
            await scope.FindUserAsync(id);
        }

        (await scope.FindUserAsync(ada.Id))!.ChangeEmail("nobody@example.com", TestData.Now);
        (await scope.FindUserAsync(bob.Id))!.ChangeEmail("ada@example.com", TestData.Now);
        await scope.UnitOfWork.SaveChangesAsync(default);

        User? found = await Database.InScopeAsync(check => check.Users.FindByEmailAsync("ada@example.com", default));
        Assert.That(found!.Id, Is.EqualTo(bob.Id));
    }

    [Test]
    public async Task SaveChanges_WhenAUsernameEqualsAColumnName_StillNamesTheCorrectField()
    {
        await Database.SaveAsync(TestData.NewUser(username: "NormalizedEmail"));
        await using RequestScope scope = Database.Open();
        scope.Users.Add(TestData.NewUser(email: "bob@example.com", username: "NormalizedEmail"));

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => scope.UnitOfWork.SaveChangesAsync(default));

        Assert.That(refusal?.Errors, Is.EqualTo(Taken("username")));
    }

    [Test]
    public async Task SaveChanges_WhenTheEpochGrewMeanwhile_SavesNothing()
    {
        User ada = TestData.NewUser(passwordHash: "old", bio: "before");
        await Database.SaveAsync(ada);
        await using RequestScope scope = Database.Open();
        User? stale = await scope.FindUserAsync(ada.Id);
        await ChangeAsync(ada.Id, user => user.ReplacePassword("new", TestData.Now));
        stale!.ChangeBio("after", TestData.Now);
        Session session = TestData.NewSession(ada);
        scope.Sessions.Add(session);
        scope.Sessions.Add(TestData.NewToken(session));

        Assert.ThrowsAsync<AccountChangedException>(() => scope.UnitOfWork.SaveChangesAsync(default));

        User? read = await ReadAsync(ada.Id);
        Assert.That((read?.PasswordHash, read?.Bio, read?.Epoch), Is.EqualTo(("new", "before", 1)));
        Assert.That(await Database.InScopeAsync(check => check.Context.Sessions.AnyAsync()), Is.False);
    }

    [Test]
    public async Task SaveChanges_WhenTheAccountWasDeletedMeanwhile_SavesNothing()
    {
        User ada = TestData.NewUser();
        await Database.SaveAsync(ada);
        await using RequestScope scope = Database.Open();
        User? stale = await scope.FindUserAsync(ada.Id);
        await Database.InScopeAsync(other => other.Accounts.DeleteAsync(ada.Id, null, null, [], (_, _) => Task.CompletedTask, default));
        stale!.ChangeBio("after", TestData.Now);

        Assert.ThrowsAsync<AccountChangedException>(() => scope.UnitOfWork.SaveChangesAsync(default));

        Assert.That(await ReadAsync(ada.Id), Is.Null);
    }

    [Test]
    public async Task SaveChanges_WhenTwoRequestsChangeDifferentFields_KeepsBothChanges()
    {
        User ada = TestData.NewUser(bio: "before", fullName: "before");
        await Database.SaveAsync(ada);
        await using RequestScope scope = Database.Open();
        User? stale = await scope.FindUserAsync(ada.Id);
        await ChangeAsync(ada.Id, user => user.ChangeFullName("Ada Lovelace", TestData.Now));
        stale!.ChangeBio("Countess", TestData.Now);

        await scope.UnitOfWork.SaveChangesAsync(default);

        User? read = await ReadAsync(ada.Id);
        Assert.That((read?.FullName, read?.Bio), Is.EqualTo(("Ada Lovelace", "Countess")));
    }

    [Test]
    public async Task SaveChanges_WhenASessionIsOpenedForADeletedAccount_SavesNothing()
    {
        User ada = TestData.NewUser();
        await using RequestScope scope = Database.Open();
        Session session = TestData.NewSession(ada);
        scope.Sessions.Add(session);
        scope.Sessions.Add(TestData.NewToken(session));

        Assert.ThrowsAsync<AccountChangedException>(() => scope.UnitOfWork.SaveChangesAsync(default));

        Assert.That(await Database.InScopeAsync(check => check.Context.Sessions.AnyAsync()), Is.False);
    }

    [Test]
    public async Task SaveChanges_WhenAnAccountIsRevoked_RefusesItsOlderAccessTokensHereAtOnce()
    {
        User ada = TestData.NewUser();
        ServiceInstance instance = Database.StartInstance();
        await Database.SaveAsync(ada);
        await instance.Feed.PollAsync(default);

        await RevokeAllAsync(instance, ada.Id);

        Assert.That(instance.Revocations.EndedWithAllSessions(AccessTokenOf(ada, epoch: 0)), Is.True);
        Assert.That(instance.Revocations.EndedWithAllSessions(AccessTokenOf(ada, epoch: 1)), Is.False);
    }

    [Test]
    public async Task SaveChanges_WhenSavingARevocationFails_RefusesNothing()
    {
        User ada = TestData.NewUser();
        ServiceInstance instance = Database.StartInstance();
        await Database.SaveAsync(ada);
        await instance.Feed.PollAsync(default);
        await using RequestScope scope = instance.Open();
        User? stale = await scope.FindUserAsync(ada.Id);
        stale!.ReplacePassword("newer", TestData.Now);
        scope.Revocations.RevokeAll(stale, SessionEndReason.PasswordChanged, TestData.Now);
        await ChangeAsync(ada.Id, user => user.ReplacePassword("new", TestData.Now));

        Assert.ThrowsAsync<AccountChangedException>(() => scope.UnitOfWork.SaveChangesAsync(default));

        Assert.That(instance.Revocations.EndedWithAllSessions(AccessTokenOf(ada, epoch: 0)), Is.False);
        Assert.That(await Database.InScopeAsync(check => check.Context.Revocations.AnyAsync()), Is.False);
    }

    private static Task RevokeAllAsync(ServiceInstance instance, Guid id) => instance.InScopeAsync(async scope =>
    {
        User? user = await scope.FindUserAsync(id);
        user!.ReplacePassword("new", TestData.Now);
        scope.Revocations.RevokeAll(user, SessionEndReason.PasswordChanged, TestData.Now);
        await scope.UnitOfWork.SaveChangesAsync(default);
    });

    private static VerifiedToken AccessTokenOf(User user, int epoch) =>
        new(Guid.NewGuid(), TokenKind.Access, user.Id, Guid.NewGuid(), epoch);

    private static Dictionary<string, string[]> Taken(string field) =>
        new() { [field] = [$"user with this {field} already exists."] };

    private static void TakeNameOfAda(User user, string field)
    {
        if (field == "email")
        {
            user.ChangeEmail("ADA@example.com", TestData.Now);
            return;
        }

        user.ChangeUsername("Ada", TestData.Now);
    }

    private Task ChangeAsync(Guid id, Action<User> change) => Database.InScopeAsync(async scope =>
    {
        User? user = await scope.FindUserAsync(id);
        change(user!);
        await scope.UnitOfWork.SaveChangesAsync(default);
    });

    private Task<User?> ReadAsync(Guid id) => Database.InScopeAsync(scope => scope.Users.ReadByIdAsync(id, default));
}
