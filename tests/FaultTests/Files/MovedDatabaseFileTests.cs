using CleanAuth.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;

namespace CleanAuth.FaultTests.Files;

/// <summary>The SQLite file is moved or replaced while the service runs.</summary>
// These tests measure response times.
[NonParallelizable]
internal sealed class MovedDatabaseFileTests
{
    private static readonly (string Name, string Value) ShortStaleness = ("Tokens__RevocationMaxStaleness", "00:00:02");

    [Test]
    public async Task Service_WhenTheDatabaseFileIsMovedAwayAndBack_IsUnavailableMeanwhile()
    {
        await using SharedDatabase database = SharedDatabase.CreateMigrated(DatabaseProvider.Sqlite);
        using Service service = await Service.StartAsync(database, ShortStaleness);
        (TestAccount account, TokenPair tokens) = await service.Client.RegisterAndLogInAsync();
        await service.Client.UpdateBioAsync(tokens, "before");
        Move(database.File, $"{database.File}.away");

        Response[] responses =
        [
            await service.Client.UpdateBioAsync(tokens, "during"),
            await service.Client.ReadUserAsync(tokens.Access),
            await service.Client.RefreshAsync(tokens.Refresh),
            await service.Client.LogInAsync(account),
            await service.Client.RegisterAsync(TestAccount.Create()),
        ];
        int? ready = await service.Client.IsReadyAsync();
        int? live = await service.Client.IsLiveAsync();
        Response stale = await Poll.UntilAsync(() => service.Client.SendEmptyLogoutAsync(tokens), response => response.Status != 400);
        Move($"{database.File}.away", database.File);
        Response afterwards = await Poll.UntilAsync(() => service.Client.ReadUserAsync(tokens.Access), response => response.Status == 200);
        int? readyAgain = await Poll.UntilAsync(service.Client.IsReadyAsync, status => status == 200);

        Assert.That(responses.Select(response => response.ToString()), Is.All.EqualTo(Response.Unavailable));
        Assert.That(responses.Max(response => response.Duration), Is.LessThan(Service.MaxResponseTime));
        Assert.That((ready, live, readyAgain), Is.EqualTo((503, 200, 200)));
        Assert.That(stale.ToString(), Is.EqualTo(Response.Unavailable));
        Assert.That(afterwards.Body, Does.Contain("\"bio\":\"before\""));
    }

    [Test]
    public async Task Write_WhenTheDatabaseFileIsReplacedByACopy_WritesToTheCopy()
    {
        await using SharedDatabase database = SharedDatabase.CreateMigrated(DatabaseProvider.Sqlite);
        using Service service = await Service.StartAsync(database);
        (_, TokenPair tokens) = await service.Client.RegisterAndLogInAsync();

        // Open several connections to the old file.
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => service.Client.ReadUserAsync(tokens.Access)));
        await BackUpAsync(database);
        Move(database.File, $"{database.File}.old");
        Response without = await Poll.UntilAsync(() => service.Client.ReadUserAsync(tokens.Access), response => response.Status == 503);
        File.Move($"{database.File}.copy", database.File);

        Response[] responses = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(number => service.Client.UpdateBioAsync(tokens, $"new {number}")));

        await using SqliteConnection connection = new($"{database.ConnectionString};Pooling=False");
        await connection.OpenAsync();
        Assert.That(without.Status, Is.EqualTo(503));
        Assert.That(responses.Count(response => response.Status == 200), Is.Positive);
        Assert.That(await QueryAsync(connection, "SELECT \"Bio\" FROM \"Users\""), Does.StartWith("new"));
    }

    private static void Move(string from, string to)
    {
        foreach (string suffix in new[] { "", "-wal", "-shm" }.Where(suffix => File.Exists(from + suffix)))
        {
            File.Move(from + suffix, to + suffix);
        }
    }

    private static async Task BackUpAsync(SharedDatabase database)
    {
        await using SqliteConnection connection = new($"{database.ConnectionString};Pooling=False");
        await connection.OpenAsync();
        await QueryAsync(connection, $"VACUUM INTO '{database.File}.copy'");
    }

    private static async Task<object?> QueryAsync(SqliteConnection connection, string sql)
    {
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
