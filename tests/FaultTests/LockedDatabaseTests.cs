using CleanAuth.Infrastructure.Persistence;
using CleanAuth.RaceTests;
using CleanAuth.WebApi.FunctionalTests;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CleanAuth.FaultTests;

/// <summary>Another process holds a lock on the database and does not let go.</summary>
internal sealed class LockedDatabaseTests
{
    [TestCase(DatabaseProvider.Sqlite, 100)]
    [TestCase(DatabaseProvider.PostgreSql, 20)]
    public async Task Write_WhenAnotherProcessHoldsTheLock_IsToldToComeBackInTime(DatabaseProvider provider, int writers)
    {
        await using SharedDatabase database = SharedDatabase.Create(provider);
        using Service service = await Service.StartAsync(database);
        (_, Tokens tokens) = await service.Client.SignUpAsync();
        Answer[] answers;
        Answer read;
        await using (await LockForWritingAsync(provider, database))
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

    [Test]
    public async Task AnyRequest_WhenATableIsLockedForReadersToo_IsToldToComeBackInTime()
    {
        await using SharedDatabase database = SharedDatabase.Create(DatabaseProvider.PostgreSql);
        using Service service = await Service.StartAsync(database);
        (Account account, Tokens tokens) = await service.Client.SignUpAsync();
        Answer[] answers;
        await using (await LockAsync(database, "ACCESS EXCLUSIVE"))
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

    private static async Task<IAsyncDisposable> LockForWritingAsync(DatabaseProvider provider, SharedDatabase database)
    {
        if (provider == DatabaseProvider.PostgreSql)
        {
            return await LockAsync(database, "EXCLUSIVE");
        }

        // In a pool it would keep the lock.
        SqliteConnection connection = new($"{database.ConnectionString};Pooling=False");
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task<IAsyncDisposable> LockAsync(SharedDatabase database, string mode)
    {
        NpgsqlConnection connection = new(database.ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new($"""BEGIN; LOCK TABLE "Users" IN {mode} MODE""", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
