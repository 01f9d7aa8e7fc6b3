using CleanAuth.Application.Abstractions.Overview;
using CleanAuth.Application.Admin.Overview.GetOverview;
using Moq;

namespace CleanAuth.Application.UnitTests.Admin.Overview.GetOverview;

internal sealed class GetOverviewHandlerTests
{
    [Test]
    public async Task GetOverview_WhenCalled_ReturnsTheOverview()
    {
        OverviewDto seen = new([], [], new DatabaseDto("Sqlite", TimeSpan.Zero), LastSweepAt: null, TimeSpan.Zero, new MailDto(0, 0, null));
        Mock<IOverviewReader> overview = new();
        overview.Setup(port => port.ReadAsync(It.IsAny<CancellationToken>())).ReturnsAsync(seen);

        OverviewDto dto = await new GetOverviewHandler(overview.Object).Handle(new GetOverviewQuery(Staff.Id), default);

        Assert.That(dto, Is.SameAs(seen));
    }
}
