using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Admin;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Sessions;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Revocations;
using CleanAuth.Infrastructure.Time;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Repositories;

internal sealed class AccountUpdatesTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private readonly User ada = TestData.NewUser();

    [Test]
    public async Task Update_WhenTheVersionIsCurrent_SavesTheChange()
    {
        await Database.SaveAsync(ada);

        await ChangeAsync(ada.Id, user => user.ChangeBio("after", TestData.Now), EntityVersion.Of(ada.UpdatedAt));

        User? read = await ReadAsync(ada.Id);
        Assert.That((read?.Bio, read?.UpdatedAt > ada.UpdatedAt), Is.EqualTo(("after", true)));
    }

    [Test]
    public async Task Update_WhenTheCallbackAddsEntities_SavesThemToo()
    {
        await Database.SaveAsync(ada);
        Guid actor = Guid.NewGuid();

        await Database.InScopeAsync(scope =>
        {
            scope.Staff.Set(new StaffMember(actor, "boss", IsSuperuser: true, PermissionSet.None));
            return scope.Accounts.UpdateAsync(
                ada.Id,
                (user, _) =>
                {
                    scope.Events.Add(SecurityEventKind.UserChanged, user.Id, null);
                    return Task.CompletedTask;
                },
                default);
        });

        SecurityEvent stored = await Database.InScopeAsync(scope => scope.Context.SecurityEvents.SingleAsync());
        Assert.That((stored.Kind, stored.UserId, stored.ActorId), Is.EqualTo((SecurityEventKind.UserChanged, ada.Id, actor)));
    }

    [Test]
    public async Task Update_WhenTheVersionIsStale_SavesNothing()
    {
        await Database.SaveAsync(ada);
        string staleVersion = EntityVersion.Of(ada.UpdatedAt);
        await ChangeAsync(ada.Id, user => user.ChangeBio("first", TestData.Now));

        Func<Task> act = () => ChangeAsync(ada.Id, user => user.ChangeBio("second", TestData.Now), staleVersion);

        Assert.ThrowsAsync<VersionMismatchException>(act);
        Assert.That((await ReadAsync(ada.Id))?.Bio, Is.EqualTo("first"));
    }

    [Test]
    public void Update_WhenTheAccountIsUnknown_Throws()
    {
        Func<Task> act = () => ChangeAsync(Guid.NewGuid(), _ => { });

        Assert.ThrowsAsync<NotFoundException>(act);
    }

    [Test]
    public async Task Update_WhenTheNameBelongsToAnotherAccount_NamesTheField()
    {
        await Database.SaveAsync(ada, TestData.NewBob());

        Func<Task> act = () => ChangeAsync(ada.Id, user => user.ChangeEmail("BOB@example.com", TestData.Now));

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(act);
        Assert.That(refusal!.Errors["email"], Is.EqualTo(["user with this email already exists."]));
    }

    [Test]
    public async Task FindOtherSuperuser_WhenNoOtherIsActive_FindsNone()
    {
        User inactive = NewSuperuser("inactive");
        inactive.Deactivate(TestData.Now);
        User outside = NewSuperuser("outside");
        outside.ChangeRights(isStaff: false, isSuperuser: true, PermissionSet.None, TestData.Now);
        await Database.SaveAsync(NewSuperuser("root", ada), inactive, outside, TestData.NewBob());

        bool found = await Database.InScopeAsync(scope => FindOtherSuperuserAsync(scope, ada.Id));

        Assert.That(found, Is.False);
    }

    [Test]
    public async Task FindOtherSuperuser_WhenAnotherIsActive_FindsIt()
    {
        await Database.SaveAsync(NewSuperuser("root", ada), NewSuperuser("other"));

        bool found = await Database.InScopeAsync(scope => FindOtherSuperuserAsync(scope, ada.Id));

        Assert.That(found, Is.True);
    }

    [Test]
    public async Task Delete_WhenTheAccountExists_DeletesItWithSessionsTokensAndEvents()
    {
        User bob = TestData.NewBob();
        Session ofBob = TestData.NewSession(bob);
        await Database.SaveAsync([.. AllOf(ada, TestData.NewSession(ada)), .. AllOf(bob, ofBob)]);

        await DeleteAsync(ada.Id);

        await Database.InScopeAsync(async scope =>
        {
            Assert.That((await scope.Context.Users.SingleAsync()).Id, Is.EqualTo(bob.Id));
            Assert.That((await scope.Context.Sessions.SingleAsync()).Id, Is.EqualTo(ofBob.Id));
            Assert.That((await scope.Context.RefreshTokens.SingleAsync()).SessionId, Is.EqualTo(ofBob.Id));
            Assert.That((await scope.Context.SecurityEvents.SingleAsync()).UserId, Is.EqualTo(bob.Id));
        });
    }

    [Test]
    public async Task Delete_WhenTheAccountExists_RevokesAllItsAccessTokens()
    {
        ServiceInstance instance = Database.StartInstance();
        await instance.Feed.PollAsync(default);
        await Database.SaveAsync(ada);

        await instance.InScopeAsync(scope => scope.Accounts.DeleteAsync(ada.Id, null, null, [], (_, _) => Task.CompletedTask, default));

        Revocation stored = await Database.InScopeAsync(scope => scope.Context.Revocations.SingleAsync());
        VerifiedToken accessToken = new(Guid.NewGuid(), TokenKind.Access, ada.Id, Guid.NewGuid(), Epoch: 1_000);
        Assert.That((stored.UserId, stored.Epoch, stored.Reason), Is.EqualTo((ada.Id, int.MaxValue, SessionEndReason.Deleted)));
        Assert.That(stored.ExpiresAt, Is.EqualTo(TestData.Now.AddMinutes(6) + ClockErrorMargin.Margin));
        Assert.That(() => instance.Revocations.EndedWithAllSessions(accessToken), Throws.TypeOf<AccountUnavailableException>());
    }

    [Test]
    public async Task Delete_WhenASecurityEventIsAdded_KeepsOnlyThatEvent()
    {
        await Database.SaveAsync(AllOf(ada, TestData.NewSession(ada)));

        await Database.InScopeAsync(scope => scope.Accounts.DeleteAsync(
            ada.Id,
            null,
            null,
            [],
            (user, _) =>
            {
                scope.Events.Add(SecurityEventKind.UserDeleted, user.Id, null);
                return Task.CompletedTask;
            },
            default));

        SecurityEvent left = await Database.InScopeAsync(scope => scope.Context.SecurityEvents.SingleAsync());
        Assert.That((left.Kind, left.UserId), Is.EqualTo((SecurityEventKind.UserDeleted, ada.Id)));
    }

    [Test]
    public async Task Delete_WhenTheAccountHasVeryManyRows_DeletesThemInBatches()
    {
        User bob = TestData.NewBob();
        await Database.SaveAsync([ada, .. ManyRowsOf(ada), bob, .. ManyRowsOf(bob, count: 1)]);
        await ConsumeTokensAsync();
        StatementRecorder recorder = new();

        await Database.StartInstance(interceptor: recorder).InScopeAsync(
            scope => scope.Accounts.DeleteAsync(ada.Id, null, null, [], (_, _) => Task.CompletedTask, default));

        foreach (string table in new[] { "SecurityEvents", "RefreshTokens", "Sessions" })
        {
            Assert.That(recorder.RowsOf(table), Has.Some.EqualTo(500).And.All.LessThanOrEqualTo(500), table);
        }

        await Database.InScopeAsync(async scope =>
        {
            Assert.That((await scope.Context.Users.SingleAsync()).Id, Is.EqualTo(bob.Id));
            Assert.That((await scope.Context.Sessions.SingleAsync()).UserId, Is.EqualTo(bob.Id));
            Assert.That((await scope.Context.RefreshTokens.SingleAsync()).UserId, Is.EqualTo(bob.Id));
            Assert.That((await scope.Context.SecurityEvents.SingleAsync()).UserId, Is.EqualTo(bob.Id));
            Assert.That((await scope.Context.Revocations.SingleAsync()).UserId, Is.EqualTo(ada.Id));
        });
    }

    [Test]
    public async Task Delete_WhenRefused_DeletesNoneOfTheManyRows()
    {
        await Database.SaveAsync([ada, .. ManyRowsOf(ada)]);
        await ConsumeTokensAsync();

        Func<Task> act = () => Database.InScopeAsync(
            scope => scope.Accounts.DeleteAsync(ada.Id, null, null, [], (_, _) => throw new PermissionDeniedException(), default));

        Assert.ThrowsAsync<PermissionDeniedException>(act);
        await Database.InScopeAsync(async scope =>
        {
            Assert.That(await scope.Context.SecurityEvents.CountAsync(), Is.EqualTo(1_250));
            Assert.That(await scope.Context.RefreshTokens.CountAsync(), Is.EqualTo(1_250));
        });
    }

    [Test]
    public void Delete_WhenTheAccountIsUnknown_Throws()
    {
        Func<Task> act = () => DeleteAsync(Guid.NewGuid());

        Assert.ThrowsAsync<NotFoundException>(act);
    }

    [Test]
    public async Task Delete_WhenEmailsWait_KeepsThoseOfTheGivenKinds()
    {
        await Database.SaveAsync(
            ada,
            OutgoingEmail.To(ada, EmailKind.AccountDeleted, TestData.Now),
            OutgoingEmail.To(ada, EmailKind.ResetPassword, TestData.Now));

        await Database.InScopeAsync(scope => scope.Accounts.DeleteAsync(
            ada.Id, null, null, [EmailKind.AccountDeleted], (_, _) => Task.CompletedTask, default));

        OutgoingEmail kept = await Database.InScopeAsync(scope => scope.Context.OutgoingEmails.SingleAsync());
        Assert.That(kept.Kind, Is.EqualTo(EmailKind.AccountDeleted));
    }

    [Test]
    public async Task Replace_WhenGroupsDiffer_KeepsOnlyTheNewOnes()
    {
        Group[] groups =
            [.. new[] { "a", "b", "c" }.Select(name => Group.Create(name, PermissionSet.Create([Permissions.AddUser]), TestData.Now))];
        await Database.SaveAsync([ada, .. groups, GroupMember.Create(ada.Id, groups[0].Id), GroupMember.Create(ada.Id, groups[1].Id)]);

        await Database.InScopeAsync(scope => scope.Accounts.UpdateAsync(
            ada.Id, (user, token) => scope.GroupMembers.ReplaceAsync(user.Id, [groups[1].Id, groups[2].Id], token), default));

        Rights? rights = await Database.InScopeAsync(scope => scope.Rights.ReadAsync(ada.Id, default));
        Assert.That(rights!.Groups.Select(group => group.Name), Is.EqualTo(["b", "c"]));
        Assert.That(rights.Permissions.Names, Is.EqualTo([Permissions.AddUser]));
    }

    [Test]
    public async Task FindUnknownGroups_WhenSomeAreUnknown_NamesThem()
    {
        Group known = Group.Create("a", PermissionSet.None, TestData.Now);
        Guid unknown = Guid.NewGuid();
        await Database.SaveAsync(known);

        IReadOnlyList<Guid> found = await Database.InScopeAsync(scope =>
            scope.GroupMembers.FindUnknownGroupsAsync([known.Id, unknown], default));

        Assert.That(found, Is.EqualTo([unknown]));
    }

    [Test]
    public async Task ReadRights_WhenTheAccountIsInNoGroup_HasItsOwn()
    {
        ada.ChangeRights(isStaff: true, isSuperuser: false, PermissionSet.Create([Permissions.ExportUsers]), TestData.Now);
        await Database.SaveAsync(ada);

        Rights? rights = await Database.InScopeAsync(scope => scope.Rights.ReadAsync(ada.Id, default));

        Assert.That((rights!.User.Id, rights.Groups.Count), Is.EqualTo((ada.Id, 0)));
        Assert.That(rights.Permissions.Names, Is.EqualTo([Permissions.ExportUsers]));
    }

    private static User NewSuperuser(string name, User? user = null)
    {
        User superuser = user ?? TestData.NewUser(email: $"{name}@example.com", username: name);
        superuser.GrantSuperuser(TestData.Now);
        return superuser;
    }

    private static Task<bool> FindOtherSuperuserAsync(RequestScope scope, Guid userId) => scope.Accounts.UpdateAsync(
        userId, (user, token) => scope.Users.LockAndFindOtherSuperuserAsync(user.Id, token), default);

    /// <summary>This number of events, and of sessions with one token each.</summary>
    private static IEnumerable<object> ManyRowsOf(User user, int count = 1_250) => Enumerable.Range(0, count).SelectMany(number =>
    {
        Session session = TestData.NewSession(user, now: TestData.Now.AddSeconds(number));
        return AllOf(user, session).Skip(1);
    });

    private Task<int> ConsumeTokensAsync() => Database.InScopeAsync(scope =>
        scope.Context.RefreshTokens.ExecuteUpdateAsync(row => row.SetProperty(token => token.ConsumedAt, TestData.Now)));

    private static object[] AllOf(User user, Session session) =>
        [
            user,
            session,
            TestData.NewToken(session),
            SecurityEvent.Create(SecurityEventKind.LoggedIn, user.Id, session.Id, null, TestData.Now),
        ];

    private Task<bool> ChangeAsync(Guid id, Action<User> change, string? version = null) =>
        Database.InScopeAsync(scope => scope.Accounts.UpdateAsync(
            id,
            version,
            staffId: null,
            (user, _) =>
            {
                change(user);
                return Task.FromResult(true);
            },
            default));

    private Task DeleteAsync(Guid id) =>
        Database.InScopeAsync(scope => scope.Accounts.DeleteAsync(id, null, null, [], (_, _) => Task.CompletedTask, default));

    private Task<User?> ReadAsync(Guid id) => Database.InScopeAsync(scope => scope.Users.ReadByIdAsync(id, default));
}
