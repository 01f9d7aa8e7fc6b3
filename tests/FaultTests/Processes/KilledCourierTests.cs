using System.Globalization;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.TestSupport.Mail;
using MimeKit;

namespace CleanAuth.FaultTests.Processes;

/// <summary>SIGKILL while emails are sent: each email arrives, and each kill duplicates at most one.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
[TestFixture(DatabaseProvider.SqlServer)]
internal sealed class KilledCourierTests(DatabaseProvider provider)
{
    private static readonly TimeSpan DeliveryDelay = TimeSpan.FromMilliseconds(5);

    // A killed service holds its lease for 15 seconds.
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    private static Random Random => TestContext.CurrentContext.Random;

    [Test]
    public async Task Service_WhenKilledWhileSendingEmails_SendsEachAndFewTwice()
    {
        using RunningMailServer server = RunningMailServer.Start(delay: DeliveryDelay);
        await using SharedDatabase database = SharedDatabase.CreateMigrated(provider);
        using Service service = await Service.StartAsync(database, SettingsOf(server));
        (TestAccount account, _) = await service.Client.RegisterAndLogInAsync();
        Outbox outbox = new(provider, database.ConnectionString);
        string[] expected = await outbox.FillAsync(account.Email, FaultSettings.Emails);
        for (int kill = 1; kill <= FaultSettings.Kills; kill++)
        {
            // Kill at different points of the queue.
            int awaited = (kill - 1) * FaultSettings.Emails / FaultSettings.Kills;
            await Poll.UntilAsync(() => Task.FromResult(server.ReadCount()), count => count > awaited, Timeout);
            await Task.Delay(Random.Next(0, 20));
            service.Process.Kill();
            await service.RestartAsync();
        }

        await Poll.UntilAsync(outbox.CountAsync, count => count == 0, Timeout);

        // Ignore the other emails: the registration also sent one.
        IGrouping<string?, MimeMessage>[] arrived =
            [.. server.ReadMessages().Where(message => expected.Contains(message.MessageId)).GroupBy(message => message.MessageId)];
        int twice = arrived.Count(copies => copies.Count() > 1);
        TestContext.Progress.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{provider}: {FaultSettings.Kills} kills, {expected.Length} emails, " +
            $"{expected.Length - arrived.Length} lost, {twice} sent twice."));
        Assert.That(arrived.Select(copies => copies.Key), Is.EquivalentTo(expected));
        Assert.That(arrived.Sum(copies => copies.Count() - 1), Is.LessThanOrEqualTo(FaultSettings.Kills));
    }

    private static (string Name, string Value)[] SettingsOf(RunningMailServer server) =>
        [.. server.Settings.Select(setting => (setting.Name.Replace(":", "__", StringComparison.Ordinal), setting.Value))];
}
