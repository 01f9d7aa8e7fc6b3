using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Operations.RetryEmails;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace CleanAuth.Application.UnitTests.Operations.RetryEmails;

internal sealed class RetryEmailsHandlerTests
{
    [Test]
    public async Task RetryEmails_WhenEmailsWereGivenUp_MakesThemDueAndReturnsTheirNumber()
    {
        Mock<IOutbox> outbox = new();
        outbox.Setup(port => port.RetryGivenUpAsync(TestData.Now, It.IsAny<CancellationToken>())).ReturnsAsync(3);
        RetryEmailsHandler handler = new(outbox.Object, new FakeTimeProvider(TestData.Now), NullLogger<RetryEmailsHandler>.Instance);

        int count = await handler.Handle(new RetryEmailsCommand(), default);

        Assert.That(count, Is.EqualTo(3));
    }
}
