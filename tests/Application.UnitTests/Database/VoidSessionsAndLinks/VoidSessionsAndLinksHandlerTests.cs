using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Database.VoidSessionsAndLinks;
using Moq;

namespace CleanAuth.Application.UnitTests.Database.VoidSessionsAndLinks;

internal sealed class VoidSessionsAndLinksHandlerTests
{
    [Test]
    public async Task VoidSessionsAndLinks_WhenCalled_VoidsThemOnce()
    {
        Mock<IDatabaseBackups> backups = new();

        await new VoidSessionsAndLinksHandler(backups.Object).Handle(new VoidSessionsAndLinksCommand(), default);

        backups.Verify(port => port.VoidSessionsAndLinksAsync(It.IsAny<CancellationToken>()), Times.Once);
    }
}
