using CleanAuth.Application.Abstractions.Operations;
using CleanAuth.Application.Operations.MigrateDatabase;
using Moq;

namespace CleanAuth.Application.UnitTests.Operations.MigrateDatabase;

internal sealed class MigrateDatabaseHandlerTests
{
    private readonly Mock<IDatabaseMigrator> migrator = new();

    [Test]
    public async Task MigrateDatabase_WhenMigrationsAreMissing_ReturnsTheirNames()
    {
        migrator.Setup(port => port.MigrateAsync(It.IsAny<CancellationToken>())).ReturnsAsync(["Initial", "Second"]);

        IReadOnlyList<string> applied = await new MigrateDatabaseHandler(migrator.Object).Handle(new MigrateDatabaseCommand(), default);

        Assert.That(applied, Is.EqualTo(["Initial", "Second"]));
    }

    [Test]
    public void MigrateDatabase_WhenTheMigrationFails_Throws()
    {
        migrator.Setup(port => port.MigrateAsync(It.IsAny<CancellationToken>())).ThrowsAsync(new InvalidOperationException());

        Func<Task> act = () => new MigrateDatabaseHandler(migrator.Object).Handle(new MigrateDatabaseCommand(), default);

        Assert.ThrowsAsync<InvalidOperationException>(act);
    }
}
