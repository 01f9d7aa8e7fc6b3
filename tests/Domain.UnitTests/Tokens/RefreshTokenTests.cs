using CleanAuth.Domain.Tokens;

namespace CleanAuth.Domain.UnitTests.Tokens;

internal sealed class RefreshTokenTests
{
    private static readonly DateTimeOffset Now = TestData.Now;
    private static readonly DateTimeOffset Later = TestData.Later;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Test]
    public void OpenSession_WhenCalled_IssuesALiveTokenOfTheUser()
    {
        Guid userId = Guid.NewGuid();

        RefreshToken token = RefreshToken.OpenSession(userId, Day, Now);

        Assert.Multiple(() =>
        {
            Assert.That(token.UserId, Is.EqualTo(userId));
            Assert.That(token.IssuedAt, Is.EqualTo(Now));
            Assert.That(token.ExpiresAt, Is.EqualTo(Now + Day));
            Assert.That(token.ConsumedAt, Is.Null);
            Assert.That(token.BlacklistedAt, Is.Null);
            Assert.That(token.IsLive(Now), Is.True);
        });
    }

    [Test]
    public void OpenSession_WhenCalledOften_NeverRepeatsAnId()
    {
        RefreshToken[] tokens = [.. Enumerable.Range(0, 1000).Select(_ => TestData.NewRefreshToken())];

        Guid[] ids = [.. tokens.Select(token => token.Id), .. tokens.Select(token => token.SessionId)];

        Assert.That(ids, Is.Unique);
    }

    [Test]
    public void OpenSession_WhenCalledOften_LetsEveryBitOfTheIdBeRandom()
    {
        Guid[] ids = [.. Enumerable.Range(0, 200).Select(_ => TestData.NewRefreshToken().Id)];

        // A bit that is fixed, as the version of a GUID would be, is always or never set.
        int[] timesSet = [.. Enumerable.Range(0, 128).Select(bit => ids.Count(id => (id.ToByteArray()[bit / 8] >> (bit % 8) & 1) == 1))];

        Assert.That(timesSet, Is.All.InRange(1, 199));
    }

    [Test]
    public void Succeed_WhenCalled_KeepsTheUserAndTheSession()
    {
        RefreshToken first = TestData.NewRefreshToken();

        RefreshToken second = first.Succeed(Day, Later);

        Assert.That((second.UserId, second.SessionId), Is.EqualTo((first.UserId, first.SessionId)));
    }

    [Test]
    public void Succeed_WhenCalled_IssuesANewToken()
    {
        RefreshToken first = TestData.NewRefreshToken();

        RefreshToken second = first.Succeed(Day, Later);

        Assert.Multiple(() =>
        {
            Assert.That(second.Id, Is.Not.EqualTo(first.Id));
            Assert.That(second.IssuedAt, Is.EqualTo(Later));
            Assert.That(second.ExpiresAt, Is.EqualTo(Later + Day));
            Assert.That(second.IsLive(Later), Is.True);
        });
    }

    [Test]
    public void Succeed_WhenThePredecessorIsConsumed_InheritsNoMark()
    {
        RefreshToken first = TestData.NewRefreshToken(consumedAt: Now, blacklistedAt: Now);

        RefreshToken second = first.Succeed(Day, Later);

        Assert.That((second.ConsumedAt, second.BlacklistedAt), Is.EqualTo(((DateTimeOffset?)null, (DateTimeOffset?)null)));
    }

    [TestCase(false, false, ExpectedResult = true)]
    [TestCase(true, false, ExpectedResult = false)]
    [TestCase(false, true, ExpectedResult = false)]
    [TestCase(true, true, ExpectedResult = false)]
    public bool IsLive_WhenConsumedOrBlacklisted_IsFalse(bool consumed, bool blacklisted)
    {
        RefreshToken token = TestData.NewRefreshToken(
            consumedAt: consumed ? Now : null,
            blacklistedAt: blacklisted ? Now : null);

        return token.IsLive(Now);
    }

    [TestCase(-1, ExpectedResult = true)]
    [TestCase(0, ExpectedResult = false)]
    [TestCase(1, ExpectedResult = false)]
    public bool IsLive_AroundTheInstantOfExpiry_EndsAtIt(long ticks)
    {
        RefreshToken token = TestData.NewRefreshToken(lifetime: Day);

        return token.IsLive(Now + Day + TimeSpan.FromTicks(ticks));
    }
}
