using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Domain.UnitTests.Sessions;

internal sealed class SessionTests
{
    private static readonly DateTimeOffset Now = TestData.Now;
    private static readonly DateTimeOffset Later = TestData.Later;
    private static readonly TimeSpan Day = TestData.Day;
    private static readonly TimeSpan Month = TestData.Month;

    private readonly User user = TestData.NewUser();

    [Test]
    public void Open_WhenCalled_StoresAccountNetworkAndUserAgent()
    {
        user.ReplacePassword("new", Now);

        Session session = Session.Open(user, Month, "203.0.113.7", "A browser", Later);

        Assert.Multiple(() =>
        {
            Assert.That((session.UserId, session.Epoch), Is.EqualTo((user.Id, 1)));
            Assert.That((session.Network, session.UserAgent), Is.EqualTo(("203.0.113.7", "A browser")));
            Assert.That((session.OpenedAt, session.LastUsedAt), Is.EqualTo((Later, Later)));
            Assert.That(session.ExpiresAt, Is.EqualTo(Later + Month));
        });
    }

    [Test]
    public void Open_WhenCalled_CreatesALiveSession()
    {
        Session session = TestData.NewSession(user);

        Assert.That(
            (session.EndedAt, session.EndReason, session.IsLive(user, Now)),
            Is.EqualTo(((DateTimeOffset?)null, (SessionEndReason?)null, true)));
    }

    [Test]
    public void IsEnded_WhenAllSessionsWereEndedExceptOne_IsFalseForThatOneOnly()
    {
        Session ended = TestData.NewSession(user);
        Session kept = TestData.NewSession(user);

        user.EndSessions();
        kept.Keep(user);

        Assert.That((ended.IsEnded(user), kept.IsEnded(user)), Is.EqualTo((true, false)));
        Assert.That((ended.IsLive(user, Now), kept.IsLive(user, Now)), Is.EqualTo((false, true)));
        Assert.That(TestData.NewSession(user).IsLive(user, Now), Is.True);
    }

    [Test]
    public void IsEnded_WhenTheAccountIsDeactivatedAndActivated_StaysTrue()
    {
        Session session = TestData.NewSession(user);
        user.Deactivate(Now);
        bool meanwhile = session.IsEnded(user);

        user.Activate(Now);

        Assert.That((meanwhile, session.IsEnded(user)), Is.EqualTo((true, true)));
    }

    [Test]
    public void Open_WhenTheClientIsUnknown_StoresNone()
    {
        Session session = TestData.NewSession(network: null, userAgent: null);

        Assert.That((session.Network, session.UserAgent), Is.EqualTo(((string?)null, (string?)null)));
    }

    [Test]
    public void Open_WhenCalledOften_NeverRepeatsAnId()
    {
        Guid[] ids = RandomIds.Draw(1000, () => TestData.NewSession(user).Id);

        Assert.That(ids, Is.Unique);
    }

    [Test]
    public void Open_WhenCalledOften_HasARandomIdInEveryBit()
    {
        Guid[] ids = RandomIds.Draw(200, () => TestData.NewSession(user).Id);

        Assert.That(RandomIds.TimesSet(ids), Is.All.InRange(1, 199));
    }

    [Test]
    public void IssueRefreshToken_WhenCalled_IssuesALiveTokenOfTheSession()
    {
        Session session = TestData.NewSession(user);

        RefreshToken token = session.IssueRefreshToken(Day, Later);

        Assert.Multiple(() =>
        {
            Assert.That((token.UserId, token.SessionId), Is.EqualTo((user.Id, session.Id)));
            Assert.That((token.IssuedAt, token.ExpiresAt), Is.EqualTo((Later, Later + Day)));
            Assert.That(token.ConsumedAt, Is.Null);
            Assert.That(token.IsLive(Later), Is.True);
        });
    }

    [Test]
    public void IssueRefreshToken_WhenCalledAgain_IssuesAnother()
    {
        Session session = TestData.NewSession();
        RefreshToken first = session.IssueRefreshToken(Day, Now);

        RefreshToken second = session.IssueRefreshToken(Day, Now);

        Assert.That(second.Id, Is.Not.EqualTo(first.Id));
    }

    [TestCase(-1, ExpectedResult = -1)]
    [TestCase(0, ExpectedResult = 0)]
    [TestCase(1, ExpectedResult = 0)]
    public long IssueRefreshToken_WhenTheSessionExpiresSooner_ExpiresWithTheSession(long ticksLonger)
    {
        Session session = TestData.NewSession(lifetime: Month);

        RefreshToken token = session.IssueRefreshToken(Month + TimeSpan.FromTicks(ticksLonger), Now);

        return (token.ExpiresAt - session.ExpiresAt).Ticks;
    }

    [Test]
    public void End_WhenCalled_StoresTimeAndReason()
    {
        Session session = TestData.NewSession();

        session.End(SessionEndReason.PasswordChanged, Later);

        Assert.That(
            (session.EndedAt, session.EndReason),
            Is.EqualTo(((DateTimeOffset?)Later, (SessionEndReason?)SessionEndReason.PasswordChanged)));
    }

    [Test]
    public void IsLive_WhenEnded_IsFalse()
    {
        Session session = TestData.NewSession(user);
        session.End(SessionEndReason.Logout, Now);

        bool isLive = session.IsLive(user, Now);

        Assert.That(isLive, Is.False);
    }

    [TestCase(-1, ExpectedResult = true)]
    [TestCase(0, ExpectedResult = false)]
    [TestCase(1, ExpectedResult = false)]
    public bool IsLive_WhenTheExpiryIsReached_IsFalse(long ticks)
    {
        Session session = TestData.NewSession(user, Month);

        return session.IsLive(user, Now + Month + TimeSpan.FromTicks(ticks));
    }

    [Test]
    public void IsLive_WhenThePasswordWasChanged_IsFalse()
    {
        Session session = TestData.NewSession(user);
        user.ReplacePassword("new", Now);

        bool isLive = session.IsLive(user, Now);

        Assert.That(isLive, Is.False);
    }

    [Test]
    public void IsLive_WhenTheAccountIsActivatedAgain_IsStillFalse()
    {
        Session session = TestData.NewSession(user);
        user.Deactivate(Now);
        user.Activate(Now);

        bool isLive = session.IsLive(user, Now);

        Assert.That(isLive, Is.False);
    }

    [Test]
    public void IsLive_WhenOpenedInTheNewEpoch_IsTrue()
    {
        user.ReplacePassword("new", Now);
        Session session = TestData.NewSession(user);

        bool isLive = session.IsLive(user, Now);

        Assert.That(isLive, Is.True);
    }

    [TestCase(-1, ExpectedResult = false)]
    [TestCase(0, ExpectedResult = true)]
    [TestCase(1, ExpectedResult = true)]
    public bool NeedsTouch_WhenTheLastUseIsAMinuteAgo_IsTrue(long ticks)
    {
        Session session = TestData.NewSession();

        return session.NeedsTouch(Now + TimeSpan.FromMinutes(1) + TimeSpan.FromTicks(ticks));
    }
}
