using System.Globalization;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.MailServer;
using MimeKit;

namespace CleanAuth.FaultTests.Processes;

/// <summary>SIGKILL while messages go out: each arrives, and for each kill one at most comes twice.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
[TestFixture(DatabaseProvider.SqlServer)]
internal sealed class KilledCourierTests(DatabaseProvider provider)
{
    private static readonly TimeSpan DeliveryDelay = TimeSpan.FromMilliseconds(5);

    // The service that died holds its lease for 15 seconds.
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    private static Random Random => TestContext.CurrentContext.Random;

    [Test]
    public async Task Service_WhenKilledWhileSendingEmails_SendsEachAndFewTwice()
    {
        using RunningMailServer server = await RunningMailServer.StartAsync(delay: DeliveryDelay);
        await using SharedDatabase database = SharedDatabase.Create(provider);
        using Service service = await Service.StartAsync(database, SettingsOf(server));
        (Account account, _) = await service.Client.RegisterAndLogInAsync();
        Outbox outbox = new(provider, database.ConnectionString);
        string[] expected = await outbox.FillAsync(account.Email, FaultSettings.Mails);
        for (int kill = 1; kill <= FaultSettings.Kills; kill++)
        {
            // Each kill hits another part of what is to be sent.
            int awaited = (kill - 1) * FaultSettings.Mails / FaultSettings.Kills;
            await UntilAsync(() => Task.FromResult(server.ReadCount() > awaited));
            await Task.Delay(Random.Next(0, 20));
            service.Process.Kill();
            await service.RestartAsync();
        }

        await UntilAsync(async () => await outbox.CountAsync() == 0);

        // Registering has caused a message too.
        IGrouping<string?, MimeMessage>[] arrived =
            [.. server.ReadMessages().Where(message => expected.Contains(message.MessageId)).GroupBy(message => message.MessageId)];
        int twice = arrived.Count(copies => copies.Count() > 1);
        TestContext.Progress.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{provider}: {FaultSettings.Kills} kills, {expected.Length} messages, {expected.Length - arrived.Length} lost, {twice} came twice."));
        Assert.That(arrived.Select(copies => copies.Key), Is.EquivalentTo(expected));
        Assert.That(arrived.Sum(copies => copies.Count() - 1), Is.LessThanOrEqualTo(FaultSettings.Kills));
    }

    private static (string Name, string Value)[] SettingsOf(RunningMailServer server) =>
        [.. server.Settings.Select(setting => (setting.Name.Replace(":", "__", StringComparison.Ordinal), setting.Value))];

    // The test waits for other processes.
    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using CancellationTokenSource timeout = new(Timeout);
        while (!await isSo())
        {
            await Task.Delay(5, timeout.Token);
        }
    }
}
