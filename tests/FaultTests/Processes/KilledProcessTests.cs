using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.FaultTests.Processes;

/// <summary>SIGKILL at any moment: what was answered is there afterwards.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
[TestFixture(DatabaseProvider.SqlServer)]
internal sealed class KilledProcessTests(DatabaseProvider provider)
{
    private const int People = 8;

    // After how many answers the process is killed, at most.
    private const int MaxResponses = 200;

    // A client that lost a response retries only after the restart, which takes a while on a busy machine.
    private static readonly (string Name, string Value) LongLeeway = ("Tokens__ReuseLeeway", "00:01:00");

    private static readonly (string Name, string Value) LongTimeout = ("Database__Timeout", "00:00:30");

    private static Random Random => TestContext.CurrentContext.Random;

    [Test]
    public async Task Service_WhenKilledAtAnyMoment_LosesNoConfirmedChange()
    {
        await using SharedDatabase database = SharedDatabase.Create(provider);
        using Service service = await Service.StartAsync(database, LongLeeway, LongTimeout);
        List<string> lost = [];
        int answers = 0;
        for (int kill = 0; kill < FaultSettings.Kills; kill++)
        {
            ResponseCounter countdown = new(Random.Next(1, MaxResponses));
            SimulatedUser[] people = [.. Enumerable.Range(0, People).Select(_ => new SimulatedUser(service.Client, countdown))];
            Task[] lives = [.. people.Select(person => person.RunUntilUnavailableAsync())];
            await Task.WhenAny(countdown.Over, Task.WhenAll(lives));
            service.Process.Kill();
            await Task.WhenAll(lives);

            await service.RestartAsync();

            answers += countdown.Counted;
            foreach (SimulatedUser person in people)
            {
                lost.AddRange(await person.FindLostChangesAsync());
            }
        }

        TestContext.Progress.WriteLine(
            $"{provider}: {FaultSettings.Kills} kills, {answers} answers with success, {lost.Count} of them lost.");
        Assert.That(lost, Is.Empty);
    }
}
