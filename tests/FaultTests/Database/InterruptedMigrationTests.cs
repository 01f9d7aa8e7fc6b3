using CleanAuth.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;

namespace CleanAuth.FaultTests.Database;

/// <summary>Processes that are killed while they migrate the database, or that migrate it at the same time.</summary>
internal sealed class InterruptedMigrationTests
{
    // About the size of the database after the migration.
    private const int MaxBytes = 300_000;

    [Test]
    public async Task Start_WhenAnEarlierStartWasKilled_CompletesTheMigration()
    {
        for (int kill = 0; kill < FaultSettings.StartKills; kill++)
        {
            await using SharedDatabase database = SharedDatabase.Create(DatabaseProvider.Sqlite);
            using (Service killed = Service.Launch(database))
            {
                WaitForBytes(killed, database, TestContext.CurrentContext.Random.Next(1, MaxBytes));
                killed.Process.Kill();
                await killed.Process.EndAsync();
            }

            using Service service = await Service.StartAsync(database);

            Assert.That(await service.Client.IsReadyAsync(), Is.EqualTo(200));
            Assert.That((await service.Client.RegisterAsync(TestAccount.Create())).Status, Is.EqualTo(201));
        }
    }

    [Test]
    public async Task Start_WhenAKilledProcessLeftItsMigrationLock_DoesNotWait()
    {
        await using SharedDatabase database = SharedDatabase.Create(DatabaseProvider.Sqlite);
        await using (SqliteConnection connection = new($"{database.ConnectionString};Pooling=False"))
        {
            await connection.OpenAsync();
            await using SqliteCommand command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00.0000000+00:00');
                """;
            await command.ExecuteNonQueryAsync();
        }

        using Service service = await Service.StartAsync(database);

        Assert.That(await service.Client.IsReadyAsync(), Is.EqualTo(200));
    }

    [TestCase(DatabaseProvider.Sqlite)]
    [TestCase(DatabaseProvider.PostgreSql)]
    [TestCase(DatabaseProvider.SqlServer)]
    public async Task Start_WhenAllProcessesStartAtOnce_MigratesOnce(DatabaseProvider provider)
    {
        await using SharedDatabase database = SharedDatabase.Create(provider);

        await AssertAllStartAsync(database);
    }

    // pgbouncer assigns a server connection per transaction, so a session-level lock would not hold.
    [Test]
    public async Task Start_WhenAllProcessesStartAtOnceBehindPgBouncer_MigratesOnce()
    {
        await using SharedDatabase database = SharedDatabase.Create(DatabaseProvider.PostgreSql);
        await database.CreateAsync();
        await using PgBouncer pgBouncer = await PgBouncer.StartAsync(database.ConnectionString);

        await AssertAllStartAsync(
            database, ("ConnectionStrings__CleanAuth", pgBouncer.ConnectionString), ("Database__PrepareStatements", "false"));
    }

    // Two instances could execute each other's prepared statements.
    [Test]
    public async Task Start_WhenStatementsArePreparedBehindPgBouncer_IsRefused()
    {
        await using SharedDatabase database = SharedDatabase.Create(DatabaseProvider.PostgreSql);
        await database.CreateAsync();
        await using PgBouncer pgBouncer = await PgBouncer.StartAsync(database.ConnectionString);

        using Service service = Service.Launch(database, ("ConnectionStrings__CleanAuth", pgBouncer.ConnectionString));
        await service.IsReadyAsync();

        Assert.That(service.Process.HasEnded, Is.True);
        Assert.That(service.Process.Output, Does.Contain("Set Database:PrepareStatements to false."));
    }

    private static async Task AssertAllStartAsync(SharedDatabase database, params (string Name, string Value)[] settings)
    {
        Service[] services = [.. Enumerable.Range(0, 3).Select(_ => Service.Launch(database, settings))];
        try
        {
            int?[] ready = await Task.WhenAll(services.Select(service => service.IsReadyAsync()));

            Assert.That(ready, Is.All.EqualTo(200), string.Join(Environment.NewLine, services.Select(service => service.Process.Output)));
        }
        finally
        {
            Array.ForEach(services, service => service.Dispose());
        }
    }

    // Stops waiting when the service listens, if fewer bytes are written.
    private static void WaitForBytes(Service service, SharedDatabase database, int bytes) =>
        SpinWait.SpinUntil(() => service.Process.IsListening
            || Length(database.File) + Length($"{database.File}-wal") >= bytes);

    private static long Length(string file) => new FileInfo(file) is { Exists: true } found ? found.Length : 0;
}
