using CleanAuth.Domain.Throttling;

namespace CleanAuth.Domain.UnitTests.Throttling;

internal sealed class AttemptCounterTests
{
    private const string Network = "203.0.113.7";

    private static readonly DateTimeOffset Start = new(2026, 3, 14, 15, 9, 26, TimeSpan.Zero);
    private static readonly TimeSpan Memory = TimeSpan.FromDays(30);
    private static readonly AttemptLimit Limit = new(MaxAttempts: 10, AttemptsWithoutPause: 5, Window: TimeSpan.FromHours(1));

    [Test]
    public void OfLogin_WhenCalled_RevealsNeitherAddressNorNetwork()
    {
        AttemptCounter counter = AttemptCounter.OfLogin("ada@example.com", Network);

        Assert.That(counter.Id, Has.Length.EqualTo(64).And.Not.Contain("ada").IgnoreCase.And.Not.Contain(Network));
        Assert.That((counter.IsEmpty, counter.WaitUnder(Limit, Start)), Is.EqualTo((true, TimeSpan.Zero)));
    }

    [TestCase("ADA@example.com", Network, true)]
    [TestCase("\uff41da@example.com", Network, true)]
    [TestCase("eve@example.com", Network, false)]
    [TestCase("ada@example.com", "203.0.113.8", false)]
    [TestCase("ada@example.com", AttemptCounter.AllUnknownNetworks, false)]
    public void OfLogin_WhenAddressAndNetworkAreTheSame_HasTheSameId(string email, string network, bool isSame)
    {
        AttemptCounter counter = AttemptCounter.OfLogin(email, network);

        Assert.That(counter.Id == AttemptCounter.OfLogin("ada@example.com", Network).Id, Is.EqualTo(isSame));
    }

    [TestCase(4, 0)]
    [TestCase(5, 1)]
    [TestCase(6, 2)]
    [TestCase(7, 4)]
    [TestCase(9, 16)]
    [TestCase(10, 3600)]
    [TestCase(11, 3600)]
    public void WaitUnder_WhenAttemptsWereCounted_GrowsUpToTheWindow(int tries, int seconds)
    {
        AttemptCounter counter = Tried(tries);

        Assert.That(counter.WaitUnder(Limit, Start), Is.EqualTo(TimeSpan.FromSeconds(seconds)));
    }

    [Test]
    public void WaitUnder_WhenTimePasses_Shrinks()
    {
        AttemptCounter counter = Tried(10);

        Assert.That(counter.WaitUnder(Limit, Start.AddMinutes(59)), Is.EqualTo(TimeSpan.FromMinutes(1)));
        Assert.That(counter.WaitUnder(Limit, Start.AddHours(1)), Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void WaitUnder_WhenTheClockWasSetBack_IsAWindowAtMost()
    {
        AttemptCounter counter = Tried(10);

        Assert.That(counter.WaitUnder(Limit, Start.AddHours(-5)), Is.EqualTo(Limit.Window));
    }

    // Two logins at once: the other attempt may be counted after this one has read the clock and before it reads the counter.
    [Test]
    public void WaitUnder_WhenTheLastAttemptIsSlightlyInTheFuture_NeedsNoWait() =>
        Assert.That(Tried(4).WaitUnder(Limit, Start.AddMilliseconds(-1)), Is.EqualTo(TimeSpan.Zero));

    [Test]
    public void WaitUnder_WhenPausesDoubledManyTimes_IsAWindowAtMost()
    {
        AttemptLimit generous = new(MaxAttempts: 1_000_000, AttemptsWithoutPause: 1, Window: TimeSpan.FromHours(1));

        Assert.That(generous.PauseAfter(999_999), Is.EqualTo(TimeSpan.FromHours(1)));
    }

    [Test]
    public void WithAttempt_WhenTheWindowHasPassed_StartsANewCount()
    {
        AttemptCounter counter = Tried(10);

        AttemptCounter next = counter.WithAttempt(Limit, Start.AddHours(1));

        Assert.That((next.Tries, next.TriedAt, next.ExpiresAt), Is.EqualTo((1, Start.AddHours(1), Start.AddHours(2))));
        Assert.That(counter.Tries, Is.EqualTo(10), "WithAttempt must not change the counter that was read.");
    }

    [Test]
    public void WithAttempt_WhenAttemptsContinue_AllowsNoMoreThanTheLimitInAnyHour()
    {
        AttemptCounter counter = AttemptCounter.OfLogin("ada@example.com", Network);
        List<DateTimeOffset> admitted = [];

        for (DateTimeOffset now = Start; now < Start.AddHours(12); now = now.AddSeconds(20))
        {
            if (counter.WaitUnder(Limit, now) == TimeSpan.Zero)
            {
                counter = counter.WithAttempt(Limit, now);
                admitted.Add(now);
            }
        }

        int most = admitted.Max(from => admitted.Count(at => at >= from && at < from + Limit.Window));
        Assert.That(most, Is.EqualTo(10));
    }

    [Test]
    public void RecordSuccess_WhenAttemptsFailedBefore_ClearsThemAndMakesTheNetworkKnown()
    {
        AttemptCounter counter = Tried(4);
        Guid userId = Guid.NewGuid();

        counter.RecordSuccess(userId, Memory, Start);

        Assert.That((counter.Tries, counter.UserId, counter.ExpiresAt), Is.EqualTo((0, (Guid?)userId, Start + Memory)));
        Assert.That(counter.IsOfKnownNetwork(Memory, Start.AddDays(30).AddTicks(-1)), Is.True);
        Assert.That(counter.IsOfKnownNetwork(Memory, Start.AddDays(30)), Is.False);
    }

    [Test]
    public void WithAttempt_WhenTheNetworkIsKnown_StaysKnown()
    {
        AttemptCounter counter = Tried(1);
        counter.RecordSuccess(Guid.NewGuid(), Memory, Start);

        AttemptCounter next = counter.WithAttempt(Limit, Start.AddMinutes(1));

        Assert.That((next.IsOfKnownNetwork(Memory, Start.AddMinutes(1)), next.ExpiresAt), Is.EqualTo((true, Start + Memory)));
    }

    [Test]
    public void Create_WhenThePurposeDiffers_HasAnotherId()
    {
        AttemptCounter[] counters =
            [.. Enum.GetValues<AttemptPurpose>().Select(purpose => AttemptCounter.Create(purpose, "ada@example.com"))];

        Assert.That(counters.Select(counter => counter.Id), Is.Unique);
        Assert.That(counters.Select(counter => counter.Reset().Purpose), Is.EqualTo(Enum.GetValues<AttemptPurpose>()));
    }

    private static AttemptCounter Tried(int times)
    {
        AttemptCounter counter = AttemptCounter.OfLogin("ada@example.com", Network);
        for (int count = 0; count < times; count++)
        {
            counter = counter.WithAttempt(Limit, Start);
        }

        return counter;
    }
}
