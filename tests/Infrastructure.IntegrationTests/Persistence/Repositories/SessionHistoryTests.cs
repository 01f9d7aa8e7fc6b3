using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Paging;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Repositories;

/// <summary>Reads of sessions and tokens that may have ended.</summary>
internal sealed class SessionHistoryTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private static readonly DateTimeOffset Later = TestData.Now.AddMinutes(5);

    private readonly User ada = TestData.NewUser();
    private readonly User bob = TestData.NewBob();

    [SetUp]
    public Task SaveUsersAsync() => Database.SaveAsync(ada, bob);

    [Test]
    public async Task Read_WhenTheSessionHasEnded_StillReturnsIt()
    {
        Session session = await SaveAsync(ada);
        await Database.InScopeAsync(
            scope => scope.SessionTerminator.TryEndAsync(session.Id, ada.Id, SessionEndReason.Logout, Later, default));

        StoredSession? read = await Database.InScopeAsync(scope => scope.History.ReadAsync(session.Id, Later, default));

        Assert.That((read?.Session.Id, read?.Session.EndReason), Is.EqualTo((session.Id, SessionEndReason.Logout)));
    }

    [Test]
    public async Task Read_WhenTheSessionIsUnknown_ReturnsNull()
    {
        await SaveAsync(ada);

        StoredSession? read = await Database.InScopeAsync(scope => scope.History.ReadAsync(Guid.NewGuid(), Later, default));

        Assert.That(read, Is.Null);
    }

    [Test]
    public async Task Read_WhenItsTokenIsLiveExpiredOrMissing_ReturnsWhetherItIsLive()
    {
        Session live = await SaveAsync(ada);
        Session expired = await SaveAsync(ada, tokenLifetime: Later - TestData.Now);
        Session withoutToken = TestData.NewSession(ada);
        await Database.SaveAsync(withoutToken);

        bool[] results =
        [
            (await ReadAsync(live)).HasLiveToken,
            (await ReadAsync(expired)).HasLiveToken,
            (await ReadAsync(withoutToken)).HasLiveToken,
        ];

        Assert.That(results, Is.EqualTo([true, false, false]));
    }

    [Test]
    public async Task ReadNetworks_WhenThereAreSessions_ReturnsEachNetworkOfTheUserAgentOnce()
    {
        Session ended = TestData.NewSession(ada, network: "192.0.2.2");
        ended.End(SessionEndReason.Logout, Later);
        await Database.SaveAsync(
            TestData.NewSession(ada, network: "192.0.2.1"),
            TestData.NewSession(ada, network: "192.0.2.1"),
            ended,
            TestData.NewSession(ada, network: "192.0.2.3", userAgent: "curl"),
            TestData.NewSession(ada, network: null, userAgent: null),
            TestData.NewSession(bob, network: "192.0.2.4"));

        Assert.That(await ReadNetworksAsync("Firefox"), Is.EquivalentTo(["192.0.2.1", "192.0.2.2"]));
        Assert.That(await ReadNetworksAsync(null), Is.EqualTo(new string?[] { null }));
        Assert.That(await ReadNetworksAsync("Opera"), Is.Empty);
    }

    // A session that was ended for such a reason may have been a stranger's, so its network must not become known.
    [TestCase(SessionEndReason.Logout, true)]
    [TestCase(SessionEndReason.PasswordChanged, true)]
    [TestCase(SessionEndReason.Reported, false)]
    [TestCase(SessionEndReason.AccountSecured, false)]
    [TestCase(SessionEndReason.EmailRestored, false)]
    public async Task ReadNetworks_WhenASessionHasEnded_DependsOnTheReason(SessionEndReason reason, bool isKnown)
    {
        Session ended = TestData.NewSession(ada, network: "192.0.2.1");
        ended.End(reason, Later);
        await Database.SaveAsync(ended);

        Assert.That(await ReadNetworksAsync("Firefox"), Is.EqualTo(isKnown ? ["192.0.2.1"] : Array.Empty<string>()));
    }

    [Test]
    public async Task ReadNetworks_WhenThereAreMoreThanTheCount_ReturnsTheLatest()
    {
        await Database.SaveAsync(
            TestData.NewSession(ada, network: "192.0.2.1"),
            TestData.NewSession(ada, network: "192.0.2.2", now: Later));

        Assert.That(await ReadNetworksAsync("Firefox", latest: 1), Is.EqualTo(["192.0.2.2"]));
    }

    // Sessions that were opened at the same time are ordered by their ids.
    [Test]
    public async Task ReadSessions_WhenReadInPages_ReturnsEachSessionOfTheUserOnceNewestFirst()
    {
        List<Session> opened =
        [
            await SaveAsync(ada),
            await SaveAsync(ada),
            await SaveAsync(ada, openedAt: TestData.Now.AddMinutes(1)),
            await SaveAsync(ada, openedAt: TestData.Now.AddMinutes(2)),
            await SaveAsync(ada, openedAt: TestData.Now.AddMinutes(2)),
        ];
        await SaveAsync(bob);

        List<Session> read = await ReadAllAsync<Session>(
            async (scope, before) =>
                [.. (await scope.History.ReadSessionsAsync(ada.Id, before, 2, Later, default)).Select(found => found.Session)],
            session => new PagePosition(session.OpenedAt, session.Id));

        Assert.That(read.Select(session => session.Id), Is.EquivalentTo(opened.Select(session => session.Id)));
        Assert.That(read.Select(session => session.OpenedAt), Is.Ordered.Descending);
    }

    [Test]
    public async Task ReadTokens_WhenReadInPages_ReturnsEachTokenOfTheUserOnceNewestFirst()
    {
        Session session = TestData.NewSession(ada);
        RefreshToken[] issued =
        [
            TestData.NewToken(session),
            TestData.NewToken(session),
            TestData.NewToken(session, now: TestData.Now.AddMinutes(1)),
            TestData.NewToken(session, now: TestData.Now.AddMinutes(1)),
        ];
        await Database.SaveAsync([session, .. issued]);
        Session other = await SaveAsync(ada, openedAt: TestData.Now.AddMinutes(2));
        await SaveAsync(bob);

        List<StoredRefreshToken> read = await ReadAllAsync<StoredRefreshToken>(
            async (scope, before) => [.. await scope.History.ReadTokensAsync(ada.Id, before, 2, default)],
            found => new PagePosition(found.Token.IssuedAt, found.Token.Id));

        Assert.That(read, Has.Count.EqualTo(5));
        Assert.That(read.Skip(1).Select(found => found.Token.Id), Is.EquivalentTo(issued.Select(token => token.Id)));
        Assert.That(read[0].Session, Is.EqualTo(other).UsingPropertiesComparer());
        Assert.That(read.Select(found => found.Token.IssuedAt), Is.Ordered.Descending);
    }

    private async Task<List<T>> ReadAllAsync<T>(
        Func<RequestScope, PagePosition, Task<List<T>>> readPageAsync,
        Func<T,
        PagePosition> positionOf)
    {
        List<T> all = [];
        PagePosition before = PagePosition.Start;
        while (true)
        {
            List<T> page = await Database.InScopeAsync(scope => readPageAsync(scope, before));
            if (page.Count == 0)
            {
                return all;
            }

            all.AddRange(page);
            before = positionOf(page[^1]);
        }
    }

    private async Task<StoredSession> ReadAsync(Session session) =>
        (await Database.InScopeAsync(scope => scope.History.ReadAsync(session.Id, Later, default)))!;

    private async Task<Session> SaveAsync(User owner, TimeSpan? tokenLifetime = null, DateTimeOffset? openedAt = null)
    {
        Session session = TestData.NewSession(owner, now: openedAt);
        await Database.SaveAsync(session, TestData.NewToken(session, tokenLifetime, openedAt));
        return session;
    }

    private Task<IReadOnlyList<string?>> ReadNetworksAsync(string? userAgent, int latest = 1_000) =>
        Database.InScopeAsync(scope => scope.History.ReadNetworksAsync(ada.Id, userAgent, latest, default));
}
