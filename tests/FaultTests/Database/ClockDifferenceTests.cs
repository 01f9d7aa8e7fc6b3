using System.Text.Json;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.FaultTests.Database;

/// <summary>The clock of the service differs from the clock of the database server.</summary>
internal sealed class ClockDifferenceTests
{
    [TestCase(5, false)]
    [TestCase(45, true)]
    [TestCase(-45, true)]
    public async Task Ready_WhenTheClockDiffers_WarnsFromHalfAMinute(int seconds, bool warns)
    {
        string? library = Directory.Exists("/usr/lib")
            ? Directory.GetDirectories("/usr/lib", "*-linux-gnu*")
                .Select(folder => Path.Combine(folder, "faketime", "libfaketime.so.1"))
                .FirstOrDefault(File.Exists)
            : null;
        if (library is null)
        {
            Assert.Ignore("Install faketime to run this with another clock.");
        }

        await using SharedDatabase database = SharedDatabase.CreateMigrated(DatabaseProvider.PostgreSql);
        using Service service = await Service.StartAsync(
            database,
            ("LD_PRELOAD", library!),
            ("FAKETIME", $"{seconds:+0;-0}s"),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1"));

        Response ready = await service.Client.ReadReadinessAsync();

        Assert.That(ready.Status, Is.EqualTo(200), ready.ToString());
        Assert.That(ready.Body, warns ? Does.Contain("The clock differs from the database server's.") : Does.Not.Contain("warning"));
        Assert.That(
            service.Process.Output.Contains("Synchronize the clocks", StringComparison.Ordinal), Is.EqualTo(warns), service.Process.Output);
        Assert.That(
            JsonDocument.Parse(ready.Body).RootElement.GetProperty("clock_difference_seconds").GetInt64(), Is.EqualTo(seconds).Within(4));
    }
}
