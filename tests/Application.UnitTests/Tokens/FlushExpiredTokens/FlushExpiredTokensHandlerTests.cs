using CleanAuth.Application.Tokens.FlushExpiredTokens;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CleanAuth.Application.UnitTests.Tokens.FlushExpiredTokens;

internal sealed class FlushExpiredTokensHandlerTests
{
    private readonly Ports ports = new();

    [TestCase(0)]
    [TestCase(3)]
    public async Task FlushExpiredTokens_WhenCalled_AnswersHowManyHaveExpiredByNow(int expired)
    {
        ports.RefreshTokens.Setup(tokens => tokens.DeleteExpiredAsync(TestData.Now, It.IsAny<CancellationToken>())).ReturnsAsync(expired);

        int count = await Handler().Handle(new FlushExpiredTokensCommand(), default);

        Assert.That(count, Is.EqualTo(expired));
        ports.RefreshTokens.Verify(tokens => tokens.DeleteExpiredAsync(TestData.Now, It.IsAny<CancellationToken>()), Times.Once);
    }

    private FlushExpiredTokensHandler Handler() =>
        new(ports.RefreshTokens.Object, ports.Clock, NullLogger<FlushExpiredTokensHandler>.Instance);
}
