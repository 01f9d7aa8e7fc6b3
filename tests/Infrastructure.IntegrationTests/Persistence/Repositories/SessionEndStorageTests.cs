using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Revocations;
using CleanAuth.Infrastructure.Time;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Repositories;

internal sealed class SessionEndStorageTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private static readonly DateTimeOffset Later = TestData.Now.AddMinutes(5);

    private readonly User ada = TestData.NewUser();
    private Session session = null!;

    [SetUp]
    public async Task SaveSessionAsync()
    {
        session = TestData.NewSession(ada);
        await Database.SaveAsync(ada, session);
        await Database.Instance.Feed.PollAsync(default);
    }

    [TestCase(SessionEndReason.Logout, SecurityEventKind.LoggedOut)]
    [TestCase(SessionEndReason.ReuseDetected, SecurityEventKind.ReuseDetected)]
    [TestCase(SessionEndReason.RevokedByUser, SecurityEventKind.SessionEnded)]
    public async Task TryEnd_WhenTheSessionIsLive_StoresTheEndARevocationAndAnEvent(SessionEndReason reason, SecurityEventKind kind)
    {
        bool ended = await EndAsync(session, ada.Id, reason);

        Session stored = await Database.InScopeAsync(scope => scope.Context.Sessions.SingleAsync());
        Revocation revocation = await Database.InScopeAsync(scope => scope.Context.Revocations.SingleAsync());
        SecurityEvent item = await Database.InScopeAsync(scope => scope.Context.SecurityEvents.SingleAsync());
        Assert.That(ended, Is.True);
        Assert.That((stored.EndedAt, stored.EndReason), Is.EqualTo((Later, reason)));
        Assert.That((revocation.SessionId, revocation.UserId, revocation.Reason), Is.EqualTo((session.Id, (Guid?)null, reason)));
        Assert.That(
            revocation.ExpiresAt,
            Is.EqualTo(Later.AddMinutes(6) + ClockErrorMargin.Margin),
            "The lifetime of an access token, a minute, and the error margin of the clock.");
        Assert.That((item.Kind, item.UserId, item.SessionId), Is.EqualTo((kind, ada.Id, session.Id)));
    }

    [Test]
    public async Task TryEnd_WhenTheSessionIsLive_RefusesItsAccessTokensHereAtOnce()
    {
        await EndAsync(session, ada.Id);

        Assert.That(
            () => Database.Instance.Revocations.EndedWithAllSessions(AccessTokenOf(session)), Throws.TypeOf<TokenNotValidException>());
    }

    [Test]
    public async Task TryEnd_WhenTheSessionHasEnded_ChangesNothing()
    {
        await EndAsync(session, userId: null);

        bool endedAgain = await Database.InScopeAsync(
            scope => scope.SessionTerminator.TryEndAsync(session.Id, null, SessionEndReason.ReuseDetected, Later.AddMinutes(1), default));

        Session stored = await Database.InScopeAsync(scope => scope.Context.Sessions.SingleAsync());
        Assert.That(endedAgain, Is.False);
        Assert.That((stored.EndedAt, stored.EndReason), Is.EqualTo((Later, SessionEndReason.Logout)));
        Assert.That(await CountEventsAndRevocationsAsync(), Is.EqualTo((1, 1)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task ReplaceEndReasons_WhenSessionsEndedOrExpired_ReplacesOnlyTheirReasons(bool ofDevice)
    {
        User bob = TestData.NewBob();
        Session loggedOut = TestData.NewSession(ada);
        loggedOut.End(SessionEndReason.Logout, TestData.Now.AddMinutes(1));
        Session expired = TestData.NewSession(ada, TimeSpan.FromMinutes(2), network: null);
        Session ofOther = TestData.NewSession(ada, TimeSpan.FromMinutes(2), userAgent: "Chrome");
        Session bobs = TestData.NewSession(bob, TimeSpan.FromMinutes(2));
        await Database.SaveAsync(bob, loggedOut, expired, ofOther, bobs);

        await Database.InScopeAsync(scope => ofDevice
            ? scope.Sessions.ReplaceEndReasonsAsync(
                ada.Id, "Firefox", ["192.0.2.7", null], SessionEndReason.Reported, 1_000, Later, default)
            : scope.Sessions.ReplaceEndReasonsAsync(ada.Id, SessionEndReason.Reported, 1_000, Later, default));

        Dictionary<Guid, Session> stored = await Database.InScopeAsync(scope => scope.Context.Sessions.ToDictionaryAsync(row => row.Id));
        Assert.That(
            new[] { session, loggedOut, expired, ofOther, bobs }.Select(row => (stored[row.Id].EndReason, stored[row.Id].EndedAt)),
            Is.EqualTo(new (SessionEndReason?, DateTimeOffset?)[]
            {
                (null, null),
                (SessionEndReason.Reported, TestData.Now.AddMinutes(1)),
                (SessionEndReason.Reported, TestData.Now.AddMinutes(2)),
                ofDevice ? (null, null) : (SessionEndReason.Reported, TestData.Now.AddMinutes(2)),
                (null, null),
            }));
    }

    [Test]
    public async Task TryEnd_WhenTheSessionBelongsToAnotherAccount_ReturnsFalse()
    {
        User bob = TestData.NewBob();
        await Database.SaveAsync(bob);

        bool ended = await EndAsync(session, bob.Id);

        Assert.That(ended, Is.False);
        await AssertIsLiveAsync();
    }

    [Test]
    public async Task TryEnd_WhenTheSessionIsUnknown_ReturnsFalse()
    {
        bool ended = await EndAsync(TestData.NewSession(ada), userId: null);

        Assert.That(ended, Is.False);
        await AssertIsLiveAsync();
    }

    [Test]
    public async Task TryEnd_WhenTheSessionHasExpired_ReturnsFalse()
    {
        bool ended = await Database.InScopeAsync(
            scope => scope.SessionTerminator.TryEndAsync(session.Id, ada.Id, SessionEndReason.Logout, session.ExpiresAt, default));

        Assert.That(ended, Is.False);
        await AssertIsLiveAsync();
    }

    [Test]
    public async Task TryEnd_WhenCalledByManyAtOnce_SucceedsOnceWithOneEvent()
    {
        ServiceInstance[] instances = [Database.Instance, Database.StartInstance()];

        bool[] results = await Race.RunAsync(32, caller => instances[caller % 2].InScopeAsync(
            scope => scope.SessionTerminator.TryEndAsync(session.Id, ada.Id, SessionEndReason.Logout, Later, default)));

        Assert.That(results.Count(succeeded => succeeded), Is.EqualTo(1));
        Assert.That(await CountEventsAndRevocationsAsync(), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task MarkAllEnded_WhenThereAreSeveral_MarksTheLiveOnesOfTheUser()
    {
        User bob = TestData.NewBob();
        Session ofAdmin = Session.OpenAdmin(ada, TimeSpan.FromHours(8), "192.0.2.7", "Firefox", TestData.Now);
        Session kept = TestData.NewSession(ada);
        Session ended = TestData.NewSession(ada);
        ended.End(SessionEndReason.Logout, TestData.Now);
        Session expired = TestData.NewSession(ada, lifetime: Later - TestData.Now);
        Session ofBob = TestData.NewSession(bob);
        await Database.SaveAsync(bob, ofAdmin, kept, ended, expired, ofBob);

        int count = await Database.InScopeAsync(
            scope => scope.Sessions.MarkAllEndedAsync(ada.Id, kept.Id, SessionEndReason.RevokedByAdmin, Later, default));

        Dictionary<Guid, SessionEndReason?> reasons =
            await Database.InScopeAsync(scope => scope.Context.Sessions.ToDictionaryAsync(row => row.Id, row => row.EndReason));
        Assert.That(count, Is.EqualTo(2));
        Assert.That(
            (reasons[session.Id], reasons[ofAdmin.Id]), Is.EqualTo((SessionEndReason.RevokedByAdmin, SessionEndReason.RevokedByAdmin)));
        Assert.That((reasons[kept.Id], reasons[ended.Id]), Is.EqualTo(((SessionEndReason?)null, SessionEndReason.Logout)));
        Assert.That((reasons[expired.Id], reasons[ofBob.Id]), Is.EqualTo(((SessionEndReason?)null, (SessionEndReason?)null)));
    }

    [Test]
    public async Task TryRecordRepeat_WhenCalledByManyAtOnce_AddsOneEvent()
    {
        RefreshToken token = TestData.NewToken(session);
        await Database.SaveAsync(token);
        ServiceInstance[] instances = [Database.Instance, Database.StartInstance()];

        bool[] results = await Race.RunAsync(
            16, caller => instances[caller % 2].InScopeAsync(scope => scope.Sessions.TryRecordRepeatAsync(token, Later, default)));

        Assert.That(results.Count(wrote => wrote), Is.EqualTo(1));
        Assert.That(await CountEventsAndRevocationsAsync(), Is.EqualTo((0, 1)));
    }

    private async Task AssertIsLiveAsync()
    {
        Session stored = await Database.InScopeAsync(scope => scope.Context.Sessions.SingleAsync());
        Assert.That(stored, Is.EqualTo(session).UsingPropertiesComparer());
        Assert.That(await CountEventsAndRevocationsAsync(), Is.EqualTo((0, 0)));
        Assert.That(() => Database.Instance.Revocations.EndedWithAllSessions(AccessTokenOf(session)), Throws.Nothing);
    }

    private VerifiedToken AccessTokenOf(Session of) => new(Guid.NewGuid(), TokenKind.Access, ada.Id, of.Id, Epoch: 0);

    private Task<bool> EndAsync(Session which, Guid? userId, SessionEndReason reason = SessionEndReason.Logout) =>
        Database.InScopeAsync(scope => scope.SessionTerminator.TryEndAsync(which.Id, userId, reason, Later, default));

    private Task<(int Revocations, int Events)> CountEventsAndRevocationsAsync() => Database.InScopeAsync(async scope =>
        (await scope.Context.Revocations.CountAsync(), await scope.Context.SecurityEvents.CountAsync()));
}
