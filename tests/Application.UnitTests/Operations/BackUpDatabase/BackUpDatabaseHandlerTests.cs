using CleanAuth.Application.Abstractions.Operations;
using CleanAuth.Application.Operations.BackUpDatabase;
using Moq;

namespace CleanAuth.Application.UnitTests.Operations.BackUpDatabase;

internal sealed class BackUpDatabaseHandlerTests
{
    [Test]
    public async Task BackUpDatabase_WhenCalled_WritesTheFileOnce()
    {
        Mock<IDatabaseBackup> backups = new();

        await new BackUpDatabaseHandler(backups.Object).Handle(new BackUpDatabaseCommand("one.tar"), default);

        backups.Verify(port => port.BackUpAsync("one.tar", It.IsAny<CancellationToken>()), Times.Once);
    }
}
