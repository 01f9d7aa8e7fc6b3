using CleanAuth.Application.Abstractions.Operations;
using CleanAuth.Application.Operations.FlushExpiredTokens;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace CleanAuth.Application.UnitTests.Operations.FlushExpiredTokens;

internal sealed class FlushExpiredTokensHandlerTests
{
    private readonly Mock<IStoreSweeper> sweeper = new();

    [TestCase(0)]
    [TestCase(3)]
    public async Task FlushExpiredTokens_WhenCalled_ReturnsTheNumberOfDeletedRows(int expired)
    {
        sweeper.Setup(port => port.SweepAsync(TestData.Now, It.IsAny<CancellationToken>())).ReturnsAsync(expired);

        int count = await Handler().Handle(new FlushExpiredTokensCommand(), default);

        Assert.That(count, Is.EqualTo(expired));
        sweeper.Verify(port => port.SweepAsync(TestData.Now, It.IsAny<CancellationToken>()), Times.Once);
    }

    private FlushExpiredTokensHandler Handler() =>
        new(sweeper.Object, new FakeTimeProvider(TestData.Now), NullLogger<FlushExpiredTokensHandler>.Instance);
}
