using CleanAuth.Application.Abstractions.Operations;
using CleanAuth.Application.Operations.RestoreDatabase;
using Moq;

namespace CleanAuth.Application.UnitTests.Operations.RestoreDatabase;

internal sealed class RestoreDatabaseHandlerTests
{
    private readonly Mock<IDatabaseBackup> backups = new();

    [Test]
    public async Task RestoreDatabase_WhenDone_ReturnsThePathOfTheReplacedDatabase()
    {
        backups.Setup(port => port.RestoreAsync("one.tar", It.IsAny<CancellationToken>())).ReturnsAsync("before.db");

        string? before = await new RestoreDatabaseHandler(backups.Object).Handle(new RestoreDatabaseCommand("one.tar"), default);

        Assert.That(before, Is.EqualTo("before.db"));
    }

    [Test]
    public void RestoreDatabase_WhenItFails_Throws()
    {
        backups.Setup(port => port.RestoreAsync("one.tar", It.IsAny<CancellationToken>())).ThrowsAsync(new InvalidOperationException());

        Func<Task> act = () => new RestoreDatabaseHandler(backups.Object).Handle(new RestoreDatabaseCommand("one.tar"), default);

        Assert.ThrowsAsync<InvalidOperationException>(act);
    }
}
