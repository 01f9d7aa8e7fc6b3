using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Database.BackUpDatabase;
using Moq;

namespace CleanAuth.Application.UnitTests.Database.BackUpDatabase;

internal sealed class BackUpDatabaseHandlerTests
{
    [Test]
    public async Task BackUpDatabase_WhenCalled_WritesTheFileOnce()
    {
        Mock<IDatabaseBackups> backups = new();

        await new BackUpDatabaseHandler(backups.Object).Handle(new BackUpDatabaseCommand("one.tar"), default);

        backups.Verify(port => port.BackUpAsync("one.tar", It.IsAny<CancellationToken>()), Times.Once);
    }
}
