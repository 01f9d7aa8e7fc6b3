using CleanAuth.Application.Abstractions.Operations;
using CleanAuth.Application.Operations.VoidSessionsAndLinks;
using Moq;

namespace CleanAuth.Application.UnitTests.Operations.VoidSessionsAndLinks;

internal sealed class VoidSessionsAndLinksHandlerTests
{
    [Test]
    public async Task VoidSessionsAndLinks_WhenCalled_VoidsThemOnce()
    {
        Mock<IDatabaseBackup> backups = new();

        await new VoidSessionsAndLinksHandler(backups.Object).Handle(new VoidSessionsAndLinksCommand(), default);

        backups.Verify(port => port.VoidSessionsAndLinksAsync(It.IsAny<CancellationToken>()), Times.Once);
    }
}
