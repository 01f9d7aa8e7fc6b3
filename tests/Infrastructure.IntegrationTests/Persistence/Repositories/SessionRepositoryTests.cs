using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Paging;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Repositories;

/// <summary>Reads of sessions. Tests of consumed tokens and ended sessions have their own files.</summary>
internal sealed class SessionRepositoryTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private static readonly DateTimeOffset Later = TestData.Now.AddMinutes(5);

    private readonly User ada = TestData.NewUser();
    private readonly User bob = TestData.NewBob();

    [Test]
    public async Task Read_WhenTheTokenExists_ReturnsItWithItsSessionAndAccount()
    {
        Session session = TestData.NewSession(ada);
        RefreshToken token = TestData.NewToken(session);
        Session ofBob = TestData.NewSession(bob);
        await Database.SaveAsync(ada, bob, session, TestData.NewSession(ada), ofBob, TestData.NewToken(ofBob), token);

        PresentedToken? read = await ReadAsync(token.Id);

        Assert.That(read?.Token, Is.EqualTo(token).UsingPropertiesComparer());
        Assert.That(read?.Session, Is.EqualTo(session).UsingPropertiesComparer());
        Assert.That(read?.User, Is.EqualTo(ada).UsingPropertiesComparer());
    }

    [Test]
    public async Task Read_WhenTheTokenIsUnknown_ReturnsNull()
    {
        await SaveSessionAsync();

        PresentedToken? read = await ReadAsync(Guid.NewGuid());

        Assert.That(read, Is.Null);
    }

    [Test]
    public async Task Read_WhenTheAccountIsDeleted_ReturnsNull()
    {
        (_, RefreshToken token) = await SaveSessionAsync();
        await Database.InScopeAsync(scope => scope.Accounts.DeleteAsync(ada.Id, null, null, [], (_, _) => Task.CompletedTask, default));

        PresentedToken? read = await ReadAsync(token.Id);

        Assert.That(read, Is.Null);
    }

    [Test]
    public async Task Read_WhenTheResultIsChanged_SavesNothing()
    {
        (_, RefreshToken token) = await SaveSessionAsync();

        await Database.InScopeAsync(async scope =>
        {
            PresentedToken? read = await scope.Sessions.ReadAsync(token.Id, default);
            read!.User.ChangeBio("after", TestData.Now);
            read.Session.End(SessionEndReason.Logout, TestData.Now);
            await scope.UnitOfWork.SaveChangesAsync(default);
        });

        PresentedToken? again = await ReadAsync(token.Id);
        Assert.That((again?.User.Bio, again?.Session.EndedAt), Is.EqualTo(("", (DateTimeOffset?)null)));
    }

    [Test]
    public async Task ReadLiveToken_WhenTheFirstWasConsumed_ReturnsItsSuccessor()
    {
        (Session session, RefreshToken first) = await SaveSessionAsync();
        RefreshToken successor = TestData.NewToken(session);
        await SaveSessionAsync();
        await Database.InScopeAsync(scope => scope.Sessions.TryConsumeAsync(first, successor, TestData.Now, default));

        RefreshToken? live = await ReadLiveTokenAsync(session);

        Assert.That(live, Is.EqualTo(successor).UsingPropertiesComparer());
    }

    [Test]
    public async Task ReadLiveToken_WhenTheTokenHasExpired_ReturnsNull()
    {
        (Session session, _) = await SaveSessionAsync(tokenLifetime: Later - TestData.Now);

        RefreshToken? live = await ReadLiveTokenAsync(session);

        Assert.That(live, Is.Null);
    }

    [Test]
    public async Task ReadLiveToken_WhenTheSessionHasEnded_ReturnsNull()
    {
        (Session session, _) = await SaveSessionAsync();
        await EndAsync(session);

        RefreshToken? live = await ReadLiveTokenAsync(session);

        Assert.That(live, Is.Null);
    }

    [Test]
    public async Task ReadLive_WhenThereAreSeveral_ReturnsTheUsersOwnNewestFirst()
    {
        (Session oldest, _) = await SaveSessionAsync();
        (Session newest, _) = await SaveSessionAsync(openedAt: TestData.Now.AddMinutes(2));
        (Session middle, _) = await SaveSessionAsync(openedAt: TestData.Now.AddMinutes(1));
        Session ofBob = TestData.NewSession(bob);
        await Database.SaveAsync(bob, ofBob, TestData.NewToken(ofBob));

        IReadOnlyList<Session> live = await ReadLiveAsync();

        Assert.That(live.Select(session => session.Id), Is.EqualTo([newest.Id, middle.Id, oldest.Id]));
    }

    [Test]
    public async Task ReadLive_WhenSessionsEndedOrExpired_OmitsThem()
    {
        (Session ended, _) = await SaveSessionAsync();
        await EndAsync(ended);
        await SaveSessionAsync(lifetime: Later - TestData.Now);
        await SaveSessionAsync(tokenLifetime: Later - TestData.Now);
        (Session expected, _) = await SaveSessionAsync();

        IReadOnlyList<Session> live = await ReadLiveAsync();

        Assert.That(live.Select(session => session.Id), Is.EqualTo([expected.Id]));
    }

    [Test]
    public async Task ReadLive_WhenThereIsAnAdminSession_ReturnsItWithoutAToken()
    {
        Session ofAdmin = Session.OpenAdmin(ada, TimeSpan.FromHours(8), "192.0.2.7", "Firefox", TestData.Now);
        Session withoutToken = TestData.NewSession(ada);
        await Database.SaveAsync(ada, ofAdmin, withoutToken);

        IReadOnlyList<Session> live = await ReadLiveAsync();

        Assert.That(live.Select(session => session.Id), Is.EqualTo([ofAdmin.Id]));
    }

    [Test]
    public async Task ReadLive_WhenTheEpochOfTheAccountGrew_OmitsOlderSessions()
    {
        await SaveSessionAsync();
        User changed = await Database.InScopeAsync(async scope =>
        {
            User? user = await scope.FindUserAsync(ada.Id);
            user!.ReplacePassword("new", TestData.Now);
            await scope.UnitOfWork.SaveChangesAsync(default);
            return user;
        });
        Session newer = TestData.NewSession(changed);
        await Database.SaveAsync(newer, TestData.NewToken(newer));

        IReadOnlyList<Session> live = await ReadLiveAsync();

        Assert.That(live.Select(session => session.Id), Is.EqualTo([newer.Id]));
    }

    [Test]
    public async Task ReadAdmin_WhenTheSessionExists_ReturnsItWithItsOwner()
    {
        await Database.SaveAsync(ada);
        Session session = await AddAdminAsync();

        OwnedSession? read = await Database.InScopeAsync(scope => scope.Sessions.ReadAdminAsync(session.Id, default));

        Assert.That(read?.Session, Is.EqualTo(session).UsingPropertiesComparer());
        Assert.That(read?.User.Id, Is.EqualTo(ada.Id));
    }

    // A session with tokens must not open the admin pages.
    [Test]
    public async Task ReadAdmin_WhenTheSessionHasTokens_ReturnsNull()
    {
        (Session session, _) = await SaveSessionAsync();

        Assert.That(await Database.InScopeAsync(scope => scope.Sessions.ReadAdminAsync(session.Id, default)), Is.Null);
    }

    [Test]
    public async Task Find_WhenTheSessionIsEnded_SavesItsEnd()
    {
        (Session session, _) = await SaveSessionAsync();

        await Database.InScopeAsync(async scope =>
        {
            Session found = (await scope.Sessions.FindAsync(session.Id, ada.Id, default))!;
            found.End(SessionEndReason.PasswordChanged, Later);
            await scope.UnitOfWork.SaveChangesAsync(default);
        });

        Session stored = await Database.InScopeAsync(scope => scope.Context.Sessions.SingleAsync());
        Assert.That((stored.Id, stored.EndedAt, stored.EndReason), Is.EqualTo((session.Id, Later, SessionEndReason.PasswordChanged)));
    }

    [Test]
    public async Task Find_WhenTheSessionBelongsToAnotherAccount_ReturnsNull()
    {
        (Session session, _) = await SaveSessionAsync();

        Assert.That(await Database.InScopeAsync(scope => scope.Sessions.FindAsync(session.Id, bob.Id, default)), Is.Null);
    }

    [Test]
    public async Task FindLeastRecentlyUsed_WhenSessionsWereUsedAtDifferentTimes_OmitsTheLatest()
    {
        (Session oldest, _) = await SaveSessionAsync();
        (Session newest, _) = await SaveSessionAsync(openedAt: TestData.Now.AddMinutes(2));
        (Session middle, _) = await SaveSessionAsync(openedAt: TestData.Now.AddMinutes(1));
        await Database.InScopeAsync(scope => scope.Sessions.TouchAsync(oldest.Id, Later, default));
        (Session ended, _) = await SaveSessionAsync();
        await EndAsync(ended);
        await AddAdminAsync();

        IReadOnlyList<Session> found = await Database.InScopeAsync(
            scope => scope.Sessions.FindLeastRecentlyUsedAsync(ada.Id, isAdmin: false, skip: 1, count: 100, Later, default));

        Assert.That(found.Select(session => session.Id), Is.EqualTo([newest.Id, middle.Id]));
    }

    [Test]
    public async Task Touch_WhenCalled_StoresTheTimeOfOnlyThatSession()
    {
        (Session session, _) = await SaveSessionAsync();
        (Session other, _) = await SaveSessionAsync();

        await Database.InScopeAsync(scope => scope.Sessions.TouchAsync(session.Id, Later, default));

        Dictionary<Guid, DateTimeOffset> used =
            await Database.InScopeAsync(scope => scope.Context.Sessions.ToDictionaryAsync(row => row.Id, row => row.LastUsedAt));
        Assert.That((used[session.Id], used[other.Id]), Is.EqualTo((Later, TestData.Now)));
    }

    private async Task<(Session Session, RefreshToken Token)> SaveSessionAsync(
        TimeSpan? lifetime = null,
        TimeSpan? tokenLifetime = null,
        DateTimeOffset? openedAt = null)
    {
        if (!await Database.InScopeAsync(scope => scope.Context.Users.AnyAsync(user => user.Id == ada.Id)))
        {
            await Database.SaveAsync(ada);
        }

        Session session = TestData.NewSession(ada, lifetime, now: openedAt);
        RefreshToken token = TestData.NewToken(session, tokenLifetime);
        await Database.SaveAsync(session, token);
        return (session, token);
    }

    private async Task<Session> AddAdminAsync()
    {
        Session session = Session.OpenAdmin(ada, TimeSpan.FromHours(8), network: null, userAgent: null, TestData.Now);
        await Database.InScopeAsync(scope =>
        {
            scope.Sessions.Add(session);
            return scope.UnitOfWork.SaveChangesAsync(default);
        });
        return session;
    }

    private Task<bool> EndAsync(Session session) =>
        Database.InScopeAsync(
            scope => scope.SessionTerminator.TryEndAsync(session.Id, null, SessionEndReason.Logout, TestData.Now, default));

    private Task<PresentedToken?> ReadAsync(Guid tokenId) =>
        Database.InScopeAsync(scope => scope.Sessions.ReadAsync(tokenId, default));

    private Task<RefreshToken?> ReadLiveTokenAsync(Session session) =>
        Database.InScopeAsync(scope => scope.Sessions.ReadLiveTokenAsync(session.Id, Later, default));

    private Task<IReadOnlyList<Session>> ReadLiveAsync() =>
        Database.InScopeAsync(scope => scope.Sessions.ReadLiveAsync(ada.Id, PagePosition.Start, 51, Later, default));
}
