using CleanAuth.Infrastructure.EmailDelivery.Outbox;

namespace CleanAuth.Infrastructure.IntegrationTests.EmailDelivery.Outbox;

internal sealed class RetryBackoffTests
{
    [TestCase(1, 8, 10)]
    [TestCase(2, 24, 30)]
    [TestCase(3, 96, 120)]
    [TestCase(4, 480, 600)]
    [TestCase(5, 2_880, 3_600)]
    [TestCase(12, 2_880, 3_600)]
    [TestCase(100, 2_880, 3_600)]
    public void AfterAttempts_WhenThereAreMore_WaitsLongerUpToAnHour(int attempts, int shortest, int longest)
    {
        TimeSpan[] pauses = [.. Enumerable.Range(0, 100).Select(_ => RetryBackoff.AfterAttempts(attempts, Guid.NewGuid()))];

        Assert.That(pauses, Is.All.InRange(TimeSpan.FromSeconds(shortest), TimeSpan.FromSeconds(longest)));
        Assert.That(pauses.Distinct().Count(), Is.GreaterThan(10));
    }

    [TestCase(1, ExpectedResult = 2)]
    [TestCase(3, ExpectedResult = 8)]
    [TestCase(6, ExpectedResult = 60)]
    [TestCase(1_000, ExpectedResult = 60)]
    public double AfterServerFailures_WhenThereAreMore_WaitsLongerUpToAMinute(int failures) =>
        RetryBackoff.AfterServerFailures(failures).TotalSeconds;
}
