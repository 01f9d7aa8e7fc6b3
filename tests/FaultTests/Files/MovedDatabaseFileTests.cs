using CleanAuth.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;

namespace CleanAuth.FaultTests.Files;

/// <summary>SQLite's file goes away under the running service.</summary>
// It measures how long answers take.
[NonParallelizable]
internal sealed class MovedDatabaseFileTests
{
    private static readonly (string Name, string Value) ShortStaleness = ("Tokens__RevocationMaxStaleness", "00:00:02");

    [Test]
    public async Task Service_WhenTheDatabaseFileIsMovedAwayAndBack_IsUnavailableMeanwhile()
    {
        await using SharedDatabase database = SharedDatabase.Create(DatabaseProvider.Sqlite);
        using Service service = await Service.StartAsync(database, ShortStaleness);
        (Account account, TokenPair tokens) = await service.Client.RegisterAndLogInAsync();
        await service.Client.UpdateBioAsync(tokens, "before");
        Move(database.File, $"{database.File}.away");

        Answer[] answers =
        [
            await service.Client.UpdateBioAsync(tokens, "during"),
            await service.Client.ReadProfileAsync(tokens),
            await service.Client.RefreshAsync(tokens.Refresh),
            await service.Client.LogInAsync(account),
            await service.Client.RegisterAsync(Account.Create()),
        ];
        int? ready = await service.Client.IsReadyAsync();
        int? live = await service.Client.IsLiveAsync();
        Answer stale = await Poll.UntilAsync(() => service.Client.SendEmptyLogoutAsync(tokens), answer => answer.Status != 400);
        Move($"{database.File}.away", database.File);
        Answer afterwards = await Poll.UntilAsync(() => service.Client.ReadProfileAsync(tokens), answer => answer.Status == 200);
        int? readyAgain = await Poll.UntilAsync(service.Client.IsReadyAsync, status => status == 200);

        Assert.That(answers.Select(answer => answer.ToString()), Is.All.EqualTo(Answer.Unavailable));
        Assert.That(answers.Max(answer => answer.Duration), Is.LessThan(Service.Bound));
        Assert.That((ready, live, readyAgain), Is.EqualTo((503, 200, 200)));
        Assert.That(stale.ToString(), Is.EqualTo(Answer.Unavailable));
        Assert.That(afterwards.Body, Does.Contain("\"bio\":\"before\""));
    }

    [Test]
    public async Task Write_WhenTheDatabaseFileIsReplacedByACopy_WritesToTheCopy()
    {
        await using SharedDatabase database = SharedDatabase.Create(DatabaseProvider.Sqlite);
        using Service service = await Service.StartAsync(database);
        (_, TokenPair tokens) = await service.Client.RegisterAndLogInAsync();

        // So that several connections know the old file.
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => service.Client.ReadProfileAsync(tokens)));
        await BackUpAsync(database);
        Move(database.File, $"{database.File}.old");
        Answer without = await Poll.UntilAsync(() => service.Client.ReadProfileAsync(tokens), answer => answer.Status == 503);
        File.Move($"{database.File}.copy", database.File);

        Answer[] answers = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(number => service.Client.UpdateBioAsync(tokens, $"new {number}")));

        await using SqliteConnection connection = new($"{database.ConnectionString};Pooling=False");
        await connection.OpenAsync();
        Assert.That(without.Status, Is.EqualTo(503));
        Assert.That(answers.Count(answer => answer.Status == 200), Is.Positive);
        Assert.That(await AskAsync(connection, "SELECT \"Bio\" FROM \"Users\""), Does.StartWith("new"));
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
        await AskAsync(connection, $"VACUUM INTO '{database.File}.copy'");
    }

    private static async Task<object?> AskAsync(SqliteConnection connection, string sql)
    {
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
