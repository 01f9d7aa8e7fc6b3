using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Repositories;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Leases;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence;

/// <summary>
/// The connection breaks during a commit. A committed change is not repeated; an uncommitted one is. SQLite has no connection that
/// can break.
/// </summary>
[TestFixture(true)]
[TestFixture(false)]
internal sealed class LostCommitResponseTests(bool isCommitted)
{
    private readonly User ada = TestData.NewUser();
    private readonly LostCommitResponse fault = new(isCommitted);

    private TestDatabase Database { get; set; } = null!;

    [SetUp]
    public async Task CreateDatabaseAsync() => Database = await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql);

    [TearDown]
    public async Task DeleteDatabaseAsync()
    {
        // The database is null if the test was ignored.
        if (Database is not null)
        {
            await Database.DisposeAsync();
        }
    }

    [Test]
    public async Task UpdateAccount_WhenTheCommitResponseIsLost_ChangesItOnce()
    {
        ServiceInstance instance = Database.StartInstance(interceptor: fault);
        await Database.SaveAsync(ada);

        await instance.InScopeAsync(scope => scope.Accounts.UpdateAsync(
            ada.Id,
            EntityVersion.Of(ada.UpdatedAt),
            staffId: null,
            (user, _) =>
            {
                user.ReplacePassword("new", TestData.Now);
                scope.Events.Add(SecurityEventKind.PasswordChanged, user.Id, null);
                return Task.FromResult(true);
            },
            default));

        User? read = await Database.InScopeAsync(scope => scope.Users.ReadByIdAsync(ada.Id, default));
        Assert.That((read?.Epoch, read?.PasswordHash), Is.EqualTo((1, "new")));
        await AssertSavedOnceAsync(SecurityEventKind.PasswordChanged);
    }

    // A callback that changes nothing may run twice; the result of the second run counts.
    [Test]
    public async Task UpdateAccount_WhenTheCommitResponseIsLostAndNothingWasAdded_RepeatsTheCallback()
    {
        ServiceInstance instance = Database.StartInstance(interceptor: fault);
        await Database.SaveAsync(ada);
        int runs = 0;

        await instance.InScopeAsync(scope => scope.Accounts.UpdateAsync(
            ada.Id,
            (_, _) =>
            {
                runs++;
                return Task.CompletedTask;
            },
            default));

        Assert.That(runs, Is.EqualTo(2));
    }

    [Test]
    public async Task DeleteAccount_WhenTheCommitResponseIsLost_DeletesItOnce()
    {
        ServiceInstance instance = Database.StartInstance(interceptor: fault);
        await Database.SaveAsync(ada);
        await instance.Feed.PollAsync(default);

        await instance.InScopeAsync(
            scope => scope.Accounts.DeleteAsync(ada.Id, EntityVersion.Of(ada.UpdatedAt), null, [], (_, _) => Task.CompletedTask, default));

        VerifiedToken accessToken = new(Guid.NewGuid(), TokenKind.Access, ada.Id, Guid.NewGuid(), Epoch: 0);
        Assert.That(() => instance.Revocations.EndedWithAllSessions(accessToken), Throws.TypeOf<AccountUnavailableException>());
        Assert.That(await CountAsync(context => context.Users), Is.Zero);
        Assert.That(await CountAsync(context => context.Revocations), Is.EqualTo(1));
    }

    [Test]
    public async Task ChangeGroup_WhenTheCommitResponseIsLost_ChangesItOnce()
    {
        ServiceInstance instance = Database.StartInstance(interceptor: fault);
        Group group = Group.Create("Support", PermissionSet.None, TestData.Now);
        await Database.SaveAsync(group);

        await instance.InScopeAsync(scope => scope.ChangeGroupAsync(
            group.Id,
            EntityVersion.Of(group.UpdatedAt),
            held =>
            {
                held.Change("Helpers", PermissionSet.None, TestData.Now);
                scope.Events.Add(SecurityEventKind.GroupChanged, null, null);
            }));

        await AssertSavedOnceAsync(SecurityEventKind.GroupChanged);
    }

    [Test]
    public async Task EndSession_WhenTheCommitResponseIsLost_EndsItOnce()
    {
        ServiceInstance instance = Database.StartInstance(interceptor: fault);
        Session session = TestData.NewSession(ada);
        await Database.SaveAsync(ada, session);
        await instance.Feed.PollAsync(default);

        bool ended = await instance.InScopeAsync(
            scope => scope.SessionTerminator.TryEndAsync(session.Id, ada.Id, SessionEndReason.Logout, TestData.Now, default));

        Assert.That(ended, Is.True);
        AssertIsRefused(instance, session);
        await AssertSavedOnceAsync(SecurityEventKind.LoggedOut);
    }

    [Test]
    public async Task TryRecordRepeat_WhenTheCommitResponseIsLost_AddsOneEvent()
    {
        ServiceInstance instance = Database.StartInstance(interceptor: fault);
        Session session = TestData.NewSession(ada);
        RefreshToken token = TestData.NewToken(session);
        await Database.SaveAsync(ada, session, token);

        bool wrote = await instance.InScopeAsync(scope => scope.Sessions.TryRecordRepeatAsync(token, TestData.Now, default));

        Assert.That(wrote, Is.True);
        await AssertSavedOnceAsync(SecurityEventKind.RefreshRepeated);
    }

    [Test]
    public async Task TryConsume_WhenTheCommitResponseIsLost_ReturnsTrue()
    {
        ServiceInstance instance = Database.StartInstance(interceptor: fault);
        Session session = TestData.NewSession(ada);
        RefreshToken token = TestData.NewToken(session);
        await Database.SaveAsync(ada, session, token);

        bool consumed = await instance.InScopeAsync(
            scope => scope.Sessions.TryConsumeAsync(token, TestData.NewToken(session), TestData.Now, default));

        Assert.That(consumed, Is.True);
        Assert.That(await CountAsync(context => context.RefreshTokens), Is.EqualTo(2));
    }

    [Test]
    public async Task TryHold_WhenTheCommitResponseIsLost_HoldsTheLease()
    {
        ServiceInstance instance = Database.StartInstance(interceptor: fault);
        await Database.SaveAsync(new Lease("work", TestData.Now));

        DateTimeOffset? until = await instance.InScopeAsync(
            scope => scope.Leases.TryAcquireAsync("work", TimeSpan.FromMinutes(1), default));

        Assert.That(until, Is.EqualTo(TestData.Now.AddMinutes(1)));
    }

    [Test]
    public async Task SaveChanges_WhenTheCommitResponseOfARegistrationIsLost_SavesItOnce()
    {
        ServiceInstance instance = Database.StartInstance(interceptor: fault);
        await instance.InScopeAsync(scope =>
        {
            scope.Users.Add(ada);
            scope.Outbox.Add(OutgoingEmail.To(ada, EmailKind.VerifyEmail, TestData.Now));
            scope.Events.Add(SecurityEventKind.Registered, ada.Id, null);
            return scope.UnitOfWork.SaveChangesAsync(default);
        });

        Assert.That(await CountAsync(context => context.Users), Is.EqualTo(1));
        Assert.That(await CountAsync(context => context.OutgoingEmails), Is.EqualTo(1));
        await AssertSavedOnceAsync(SecurityEventKind.Registered);
    }

    [Test]
    public async Task SaveChanges_WhenTheCommitResponseOfALoginIsLost_OpensOneSession()
    {
        ServiceInstance instance = Database.StartInstance(interceptor: fault);
        await Database.SaveAsync(ada);
        Session session = TestData.NewSession(ada);

        await instance.InScopeAsync(async scope =>
        {
            User? user = await scope.FindUserAsync(ada.Id);
            user!.RecordLogin(TestData.Now);
            scope.Sessions.Add(session);
            scope.Sessions.Add(TestData.NewToken(session));
            scope.Events.Add(SecurityEventKind.LoggedIn, ada.Id, session.Id);
            await scope.UnitOfWork.SaveChangesAsync(default);
        });

        Assert.That(await CountAsync(context => context.RefreshTokens), Is.EqualTo(1));
        await AssertSavedOnceAsync(SecurityEventKind.LoggedIn);
    }

    [Test]
    public async Task SaveChanges_WhenTheCommitResponseOfARevocationIsLost_RefusesAccessTokensHereAtOnce()
    {
        ServiceInstance instance = Database.StartInstance(interceptor: fault);
        await Database.SaveAsync(ada);
        await instance.Feed.PollAsync(default);
        Session session = TestData.NewSession(ada);

        await instance.InScopeAsync(scope =>
        {
            scope.Revocations.Revoke(session.Id, SessionEndReason.RevokedByUser, TestData.Now);
            return scope.UnitOfWork.SaveChangesAsync(default);
        });

        AssertIsRefused(instance, session);
        Assert.That(await CountAsync(context => context.Revocations), Is.EqualTo(1));
    }

    [Test]
    public async Task SaveChanges_WhenCalledTwiceOnOneContext_SavesOnce()
    {
        ServiceInstance instance = Database.StartInstance(interceptor: fault);
        await Database.SaveAsync(ada);
        await using RequestScope scope = instance.Open();
        scope.Events.Add(SecurityEventKind.LoggedIn, ada.Id, null);
        await scope.UnitOfWork.SaveChangesAsync(default);

        await scope.UnitOfWork.SaveChangesAsync(default);

        await AssertSavedOnceAsync(SecurityEventKind.LoggedIn);
    }

    private async Task AssertSavedOnceAsync(SecurityEventKind kind)
    {
        Assert.That(fault.Commits, Is.GreaterThanOrEqualTo(1));
        Assert.That(
            await Database.InScopeAsync(scope => scope.Context.SecurityEvents.Select(row => row.Kind).ToListAsync()),
            Is.EqualTo([kind]));
    }

    private void AssertIsRefused(ServiceInstance instance, Session session)
    {
        VerifiedToken accessToken = new(Guid.NewGuid(), TokenKind.Access, ada.Id, session.Id, Epoch: 0);
        Assert.That(() => instance.Revocations.EndedWithAllSessions(accessToken), Throws.TypeOf<TokenNotValidException>());
    }

    private Task<int> CountAsync<T>(Func<AuthDbContext, IQueryable<T>> rows) =>
        Database.InScopeAsync(scope => rows(scope.Context).CountAsync());
}
