using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Operations.RetryMail;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace CleanAuth.Application.UnitTests.Operations.RetryMail;

internal sealed class RetryMailHandlerTests
{
    [Test]
    public async Task RetryMail_WhenMessagesWereGivenUp_HasThemTriedNowAndTellsHowMany()
    {
        Mock<IOutbox> outbox = new();
        outbox.Setup(port => port.RetryGivenUpAsync(TestData.Now, It.IsAny<CancellationToken>())).ReturnsAsync(3);
        RetryMailHandler handler = new(outbox.Object, new FakeTimeProvider(TestData.Now), NullLogger<RetryMailHandler>.Instance);

        int count = await handler.Handle(new RetryMailCommand(), default);

        Assert.That(count, Is.EqualTo(3));
    }
}
