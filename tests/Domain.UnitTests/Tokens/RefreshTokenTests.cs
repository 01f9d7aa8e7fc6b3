using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Domain.UnitTests.Tokens;

internal sealed class RefreshTokenTests
{
    private static readonly DateTimeOffset Now = TestData.Now;
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(10);

    [Test]
    public void Issue_WhenCalledOften_NeverRepeatsAnId()
    {
        Guid[] ids = RandomIds.Draw(1000, () => TestData.NewRefreshToken().Id);

        Assert.That(ids, Is.Unique);
    }

    [Test]
    public void Issue_WhenCalledOften_HasARandomIdInEveryBit()
    {
        Guid[] ids = RandomIds.Draw(200, () => TestData.NewRefreshToken().Id);

        Assert.That(RandomIds.TimesSet(ids), Is.All.InRange(1, 199));
    }

    [Test]
    public void IsLive_WhenNew_IsTrue()
    {
        RefreshToken token = TestData.NewRefreshToken();

        bool isLive = token.IsLive(Now);

        Assert.That(isLive, Is.True);
    }

    [Test]
    public void IsLive_WhenConsumed_IsFalse()
    {
        RefreshToken token = TestData.NewRefreshToken(consumedAt: Now);

        bool isLive = token.IsLive(Now);

        Assert.That(isLive, Is.False);
    }

    [TestCase(-1, ExpectedResult = true)]
    [TestCase(0, ExpectedResult = false)]
    [TestCase(1, ExpectedResult = false)]
    public bool IsLive_WhenTheExpiryIsReached_IsFalse(long ticks)
    {
        RefreshToken token = TestData.NewRefreshToken(lifetime: TestData.Day);

        return token.IsLive(Now + TestData.Day + TimeSpan.FromTicks(ticks));
    }

    [TestCase(-1, ExpectedResult = true)]
    [TestCase(0, ExpectedResult = true)]
    [TestCase(1, ExpectedResult = false)]
    public bool IsWithinLeeway_WhenItsLastInstantHasPassed_IsFalse(long ticks)
    {
        RefreshToken token = TestData.NewRefreshToken(consumedAt: Now);

        return token.IsWithinLeeway(Leeway, Now + Leeway + TimeSpan.FromTicks(ticks));
    }

    [Test]
    public void IsWithinLeeway_WhenAnotherInstancesClockIsAhead_IsTrue()
    {
        RefreshToken token = TestData.NewRefreshToken(consumedAt: Now.AddSeconds(2));

        bool isWithin = token.IsWithinLeeway(Leeway, Now);

        Assert.That(isWithin, Is.True);
    }

    [Test]
    public void IsWithinLeeway_WhenTheLeewayIsZero_IsFalseAtOnce()
    {
        RefreshToken token = TestData.NewRefreshToken(consumedAt: Now);

        bool isWithin = token.IsWithinLeeway(TimeSpan.Zero, Now.AddTicks(1));

        Assert.That(isWithin, Is.False);
    }

    [TestCase(0, ExpectedResult = true)]
    [TestCase(1, ExpectedResult = false)]
    public bool IsSuccessorOf_WhenIssuedAtTheUseOfTheOther_IsTrue(long ticks)
    {
        Session session = TestData.NewSession();
        RefreshToken used = TestData.NewRefreshToken(consumedAt: Now.AddTicks(ticks), session: session);
        RefreshToken token = TestData.NewRefreshToken(session: session);

        return token.IsSuccessorOf(used);
    }

    [Test]
    public void IsSuccessorOf_WhenOfAnotherSession_IsFalse()
    {
        RefreshToken used = TestData.NewRefreshToken(consumedAt: Now);
        RefreshToken token = TestData.NewRefreshToken();

        bool isSuccessor = token.IsSuccessorOf(used);

        Assert.That(isSuccessor, Is.False);
    }

    [Test]
    public void IsWithinLeeway_WhenNotConsumed_IsFalse()
    {
        RefreshToken token = TestData.NewRefreshToken();

        bool isWithin = token.IsWithinLeeway(Leeway, Now);

        Assert.That(isWithin, Is.False);
    }
}
