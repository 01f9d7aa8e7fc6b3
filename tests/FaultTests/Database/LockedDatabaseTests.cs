using System.Data.Common;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.FaultTests.Database;

/// <summary>Another process holds a lock on the database and does not let go.</summary>
// It measures how long answers take.
[NonParallelizable]
internal sealed class LockedDatabaseTests
{
    [TestCase(DatabaseProvider.Sqlite, 100)]
    [TestCase(DatabaseProvider.PostgreSql, 20)]
    [TestCase(DatabaseProvider.SqlServer, 20)]
    public async Task Write_WhenAnotherProcessHoldsTheLock_Returns503WithinTheTimeout(DatabaseProvider provider, int writers)
    {
        await using SharedDatabase database = SharedDatabase.Create(provider);
        using Service service = await Service.StartAsync(database);
        (_, TokenPair tokens) = await service.Client.RegisterAndLogInAsync();
        Answer[] answers;
        Answer read;
        await using (await LockAsync(database, ForWriters(provider)))
        {
            Task<Answer>[] writes = [.. Enumerable.Range(0, writers).Select(_ => service.Client.UpdateBioAsync(tokens, "locked"))];

            read = await service.Client.ReadProfileAsync(tokens);
            answers = await Task.WhenAll(writes);
        }

        Answer afterwards = await Poll.UntilAsync(
            () => service.Client.UpdateBioAsync(tokens, "free"),
            answer => answer.Status == 200);
        Assert.That(answers.Select(answer => answer.ToString()), Is.All.EqualTo(Answer.Unavailable));
        Assert.That(answers.Max(answer => answer.Duration), Is.LessThan(Service.Bound));
        Assert.That(read.Status, Is.EqualTo(200), read.ToString());
        Assert.That(afterwards.Status, Is.EqualTo(200), afterwards.ToString());
    }

    [TestCase(DatabaseProvider.PostgreSql)]
    [TestCase(DatabaseProvider.SqlServer)]
    public async Task AnyRequest_WhenATableIsLockedForReadersToo_Returns503WithinTheTimeout(DatabaseProvider provider)
    {
        await using SharedDatabase database = SharedDatabase.Create(provider);
        using Service service = await Service.StartAsync(database);
        (Account account, TokenPair tokens) = await service.Client.RegisterAndLogInAsync();
        Answer[] answers;
        await using (await LockAsync(database, ForAll(provider)))
        {
            // More than there are connections.
            answers = await Task.WhenAll(Enumerable.Range(0, 20).SelectMany(_ => new[]
            {
                service.Client.ReadProfileAsync(tokens),
                service.Client.RefreshAsync(tokens.Refresh),
                service.Client.LogInAsync(account),
            }));
        }

        Answer afterwards = await Poll.UntilAsync(() => service.Client.ReadProfileAsync(tokens), answer => answer.Status == 200);
        Assert.That(answers.Select(answer => answer.ToString()), Is.All.EqualTo(Answer.Unavailable));
        Assert.That(answers.Max(answer => answer.Duration), Is.LessThan(Service.Bound));
        Assert.That(afterwards.Status, Is.EqualTo(200), afterwards.ToString());
    }

    private static string ForWriters(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.PostgreSql => """BEGIN; LOCK TABLE "Users" IN EXCLUSIVE MODE""",
        DatabaseProvider.SqlServer => "BEGIN TRANSACTION; SELECT TOP (1) 1 FROM Users WITH (TABLOCKX, HOLDLOCK)",
        _ => "BEGIN IMMEDIATE",
    };

    // A change of the table also keeps the readers out that read a snapshot.
    private static string ForAll(DatabaseProvider provider) => provider == DatabaseProvider.PostgreSql
        ? """BEGIN; LOCK TABLE "Users" IN ACCESS EXCLUSIVE MODE"""
        : "BEGIN TRANSACTION; ALTER TABLE Users ADD Locked int NULL";

    private static async Task<IAsyncDisposable> LockAsync(SharedDatabase database, string statement)
    {
        DbConnection connection = await database.OpenUnpooledAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
