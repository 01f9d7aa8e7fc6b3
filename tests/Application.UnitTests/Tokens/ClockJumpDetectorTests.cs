using CleanAuth.Application.Tokens;

namespace CleanAuth.Application.UnitTests.Tokens;

internal sealed class ClockJumpDetectorTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SteadyAndWallClock clock = new();
    private readonly ClockJumpDetector jumps;

    public ClockJumpDetectorTests() => jumps = new ClockJumpDetector(clock);

    [TestCase(0)]
    [TestCase(60 * 60)]
    public void NowWithoutJumpsSince_WhenTimePasses_ReturnsTheClockTime(int seconds)
    {
        DateTimeOffset before = clock.GetUtcNow();
        clock.Pass(TimeSpan.FromSeconds(seconds));

        DateTimeOffset now = jumps.NowWithoutJumpsSince(before);

        Assert.That(now, Is.EqualTo(clock.GetUtcNow()));
    }

    [TestCase(2)]
    [TestCase(60 * 10)]
    public void NowWithoutJumpsSince_WhenTheClockWasSetForward_SubtractsTheJump(int seconds)
    {
        DateTimeOffset before = clock.GetUtcNow();
        clock.Jump(TimeSpan.FromSeconds(seconds));
        clock.Pass(Second);

        DateTimeOffset now = jumps.NowWithoutJumpsSince(before);

        Assert.That(now, Is.EqualTo(before + Second));
    }

    [Test]
    public void NowWithoutJumpsSince_WhenTheInstantIsAfterTheJump_ReturnsTheClockTime()
    {
        clock.Jump(TimeSpan.FromMinutes(10));
        DateTimeOffset after = jumps.ReadClock();
        clock.Pass(Second);

        DateTimeOffset now = jumps.NowWithoutJumpsSince(after);

        Assert.That(now, Is.EqualTo(after + Second));
    }

    [Test]
    public void NowWithoutJumpsSince_WhenTheJumpWasDetectedLongAgo_StillSubtractsIt()
    {
        DateTimeOffset before = clock.GetUtcNow();
        clock.Jump(TimeSpan.FromMinutes(10));
        jumps.ReadClock();
        clock.Pass(TimeSpan.FromHours(1));

        DateTimeOffset now = jumps.NowWithoutJumpsSince(before);

        Assert.That(now, Is.EqualTo(before + TimeSpan.FromHours(1)));
    }

    [Test]
    public void NowWithoutJumpsSince_WhenTheClockWasSetBackAgain_ReturnsTheClockTime()
    {
        DateTimeOffset before = clock.GetUtcNow();
        clock.Jump(TimeSpan.FromMinutes(10));
        jumps.ReadClock();
        clock.Jump(TimeSpan.FromMinutes(-10));
        clock.Pass(Second);

        DateTimeOffset now = jumps.NowWithoutJumpsSince(before);

        Assert.That(now, Is.EqualTo(before + Second));
    }

    [Test]
    public void NowWithoutJumpsSince_WhenTheMachineSlept_ReturnsTheClockTime()
    {
        DateTimeOffset before = clock.GetUtcNow();
        clock.Jump(TimeSpan.FromMinutes(16));

        DateTimeOffset now = jumps.NowWithoutJumpsSince(before);

        Assert.That(now, Is.EqualTo(clock.GetUtcNow()));
    }

    private sealed class SteadyAndWallClock : TimeProvider
    {
        private DateTimeOffset wall = TestData.Now;
        private TimeSpan steady;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Jump(TimeSpan by) => wall += by;

        public void Pass(TimeSpan time)
        {
            wall += time;
            steady += time;
        }

        public override DateTimeOffset GetUtcNow() => wall;

        public override long GetTimestamp() => steady.Ticks;
    }
}
