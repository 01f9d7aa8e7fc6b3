using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Preparation;

/// <summary>Databases older than 0.1.0 are refused unchanged; databases of a newer version are accepted.</summary>
internal sealed class MigrationHistoryTests(DatabaseProvider provider) : DatabaseTests(provider, hasOwnDatabase: true)
{
    private const string Older = "20260930120000_Initial";
    private const string Newer = "20991231235959_Later";

    [TestCase("true")]
    [TestCase("false")]
    public async Task Prepare_WhenTheDatabaseIsOlderThan010_RefusesItUnchanged(string migratesOnStartup)
    {
        await RenameFirstMigrationAsync(Older);
        ServiceInstance instance = Database.StartInstance(settings: ("Database:MigrateOnStartup", migratesOnStartup));

        Assert.That(
            () => instance.InScopeAsync(scope => scope.Preparation.PrepareAsync(default)),
            Throws.InvalidOperationException.With.Message.Contains("before 0.1.0").And.Message.Contains("To start with an empty database"));
        Assert.That(await ReadAppliedAsync(), Is.EqualTo([Older]));
    }

    [Test]
    public async Task Migrate_WhenTheDatabaseIsOlderThan010_RefusesItUnchanged()
    {
        await RenameFirstMigrationAsync(Older);

        Assert.That(
            () => Database.InScopeAsync(scope => scope.Migrator.MigrateAsync(default)),
            Throws.InvalidOperationException.With.Message.Contains("before 0.1.0"));
        Assert.That(await ReadAppliedAsync(), Is.EqualTo([Older]));
    }

    [Test]
    public async Task CheckHealth_WhenTheDatabaseIsOlderThan010_IsUnhealthy()
    {
        await RenameFirstMigrationAsync(Older);

        Assert.That((await Database.Instance.CheckDatabaseAsync()).Description, Is.EqualTo("Migrations are pending."));
    }

    // During a rolling deploy, instances of the previous version must be able to restart.
    [TestCase("true")]
    [TestCase("false")]
    public async Task Prepare_WhenANewerVersionHasMigratedTheDatabase_Accepts(string migratesOnStartup)
    {
        await Database.InScopeAsync(scope => scope.Context.Database.ExecuteSqlAsync(
            $"""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ({Newer}, '10.0.0')"""));
        ServiceInstance instance = Database.StartInstance(settings: ("Database:MigrateOnStartup", migratesOnStartup));

        await instance.InScopeAsync(scope => scope.Preparation.PrepareAsync(default));

        Assert.That(await ReadAppliedAsync(), Does.Contain(Newer));
    }

    private Task<int> RenameFirstMigrationAsync(string id) => Database.InScopeAsync(scope => scope.Context.Database.ExecuteSqlAsync(
        $"""UPDATE "__EFMigrationsHistory" SET "MigrationId" = {id} WHERE "MigrationId" LIKE '%_Initial'"""));

    private Task<string[]> ReadAppliedAsync() => Database.InScopeAsync(async scope =>
        (await scope.Context.Database.GetAppliedMigrationsAsync()).ToArray());
}
