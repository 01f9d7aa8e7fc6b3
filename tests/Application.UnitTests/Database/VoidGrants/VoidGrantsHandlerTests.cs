using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Database.VoidGrants;
using Moq;

namespace CleanAuth.Application.UnitTests.Database.VoidGrants;

internal sealed class VoidGrantsHandlerTests
{
    [Test]
    public async Task VoidGrants_WhenCalled_VoidsThemOnce()
    {
        Mock<IDatabaseBackups> backups = new();

        await new VoidGrantsHandler(backups.Object).Handle(new VoidGrantsCommand(), default);

        backups.Verify(port => port.VoidGrantsAsync(It.IsAny<CancellationToken>()), Times.Once);
    }
}
