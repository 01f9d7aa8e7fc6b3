using System.Data.Common;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.FaultTests.Database;

/// <summary>Another process holds a lock on the database and does not release it.</summary>
// These tests measure response times.
[NonParallelizable]
internal sealed class LockedDatabaseTests
{
    [TestCase(DatabaseProvider.Sqlite, 100)]
    [TestCase(DatabaseProvider.PostgreSql, 20)]
    [TestCase(DatabaseProvider.SqlServer, 20)]
    public async Task Write_WhenAnotherProcessHoldsTheLock_Returns503WithinTheTimeout(DatabaseProvider provider, int writers)
    {
        await using SharedDatabase database = SharedDatabase.CreateMigrated(provider);
        using Service service = await Service.StartAsync(database);
        (_, TokenPair tokens) = await service.Client.RegisterAndLogInAsync();
        Response[] responses;
        Response read;
        await using (await LockAsync(database, ForWriters(provider)))
        {
            Task<Response>[] writes = [.. Enumerable.Range(0, writers).Select(_ => service.Client.UpdateBioAsync(tokens, "locked"))];

            read = await service.Client.ReadUserAsync(tokens.Access);
            responses = await Task.WhenAll(writes);
        }

        Response afterwards = await Poll.UntilAsync(
            () => service.Client.UpdateBioAsync(tokens, "free"),
            response => response.Status == 200);
        Assert.That(responses.Select(response => response.ToString()), Is.All.EqualTo(Response.Unavailable));
        Assert.That(responses.Max(response => response.Duration), Is.LessThan(Service.MaxResponseTime));
        Assert.That(read.Status, Is.EqualTo(200), read.ToString());
        Assert.That(afterwards.Status, Is.EqualTo(200), afterwards.ToString());
    }

    [TestCase(DatabaseProvider.PostgreSql)]
    [TestCase(DatabaseProvider.SqlServer)]
    public async Task AnyRequest_WhenATableIsLockedForReadersToo_Returns503WithinTheTimeout(DatabaseProvider provider)
    {
        await using SharedDatabase database = SharedDatabase.CreateMigrated(provider);
        using Service service = await Service.StartAsync(database);
        (TestAccount account, TokenPair tokens) = await service.Client.RegisterAndLogInAsync();
        Response[] responses;
        await using (await LockAsync(database, ForAll(provider)))
        {
            // Send more requests than the pool has connections.
            responses = await Task.WhenAll(Enumerable.Range(0, 20).SelectMany(_ => new[]
            {
                service.Client.ReadUserAsync(tokens.Access),
                service.Client.RefreshAsync(tokens.Refresh),
                service.Client.LogInAsync(account),
            }));
        }

        Response afterwards = await Poll.UntilAsync(() => service.Client.ReadUserAsync(tokens.Access), response => response.Status == 200);
        Assert.That(responses.Select(response => response.ToString()), Is.All.EqualTo(Response.Unavailable));
        Assert.That(responses.Max(response => response.Duration), Is.LessThan(Service.MaxResponseTime));
        Assert.That(afterwards.Status, Is.EqualTo(200), afterwards.ToString());
    }

    private static string ForWriters(DatabaseProvider provider) => provider switch
    {
        DatabaseProvider.PostgreSql => """BEGIN; LOCK TABLE "Users" IN EXCLUSIVE MODE""",
        DatabaseProvider.SqlServer => "BEGIN TRANSACTION; SELECT TOP (1) 1 FROM Users WITH (TABLOCKX, HOLDLOCK)",
        _ => "BEGIN IMMEDIATE",
    };

    // A schema change also blocks readers of a snapshot.
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
