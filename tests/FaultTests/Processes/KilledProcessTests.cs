using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.FaultTests.Processes;

/// <summary>SIGKILL at any moment: every confirmed change is still stored afterwards.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
[TestFixture(DatabaseProvider.SqlServer)]
internal sealed class KilledProcessTests(DatabaseProvider provider)
{
    private const int Users = 8;

    // The maximum number of responses before the kill.
    private const int MaxResponses = 200;

    // A client that lost a response retries only after the restart, which takes a while on a busy machine.
    private static readonly (string Name, string Value) LongLeeway = ("Tokens__ReuseLeeway", "00:01:00");

    private static readonly (string Name, string Value) LongTimeout = ("Database__Timeout", "00:00:30");

    private static Random Random => TestContext.CurrentContext.Random;

    [Test]
    public async Task Service_WhenKilledAtAnyMoment_LosesNoConfirmedChange()
    {
        await using SharedDatabase database = SharedDatabase.CreateMigrated(provider);
        using Service service = await Service.StartAsync(database, LongLeeway, LongTimeout);
        List<string> lost = [];
        int responses = 0;
        for (int kill = 0; kill < FaultSettings.Kills; kill++)
        {
            ResponseCounter counter = new(Random.Next(1, MaxResponses));
            SimulatedUser[] users = [.. Enumerable.Range(0, Users).Select(_ => new SimulatedUser(service.Client, counter))];
            Task[] runs = [.. users.Select(user => user.RunUntilUnavailableAsync())];
            await Task.WhenAny(counter.Completed, Task.WhenAll(runs));
            service.Process.Kill();
            await Task.WhenAll(runs);

            await service.RestartAsync();

            responses += counter.Counted;
            foreach (SimulatedUser user in users)
            {
                lost.AddRange(await user.FindLostChangesAsync());
            }
        }

        TestContext.Progress.WriteLine(
            $"{provider}: {FaultSettings.Kills} kills, {responses} successful responses, {lost.Count} changes lost.");
        Assert.That(lost, Is.Empty);
    }
}
