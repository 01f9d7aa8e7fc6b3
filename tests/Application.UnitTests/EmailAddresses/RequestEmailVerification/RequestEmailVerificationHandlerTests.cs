using CleanAuth.Application.EmailAddresses.RequestEmailVerification;
using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.UnitTests.EmailAddresses.RequestEmailVerification;

internal sealed class RequestEmailVerificationHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task RequestEmailVerification_WhenGivenAnyAddress_StoresAnEmailAndReadsNoAccount()
    {
        RequestEmailVerificationHandler handler = new(ports.KnownNetworks(), ports.Outbox.Object, ports.UnitOfWork.Object, ports.Clock);

        await handler.Handle(new RequestEmailVerificationCommand(TestData.Email), default);

        OutgoingEmail email = ports.Saved.Emails.Single();
        Assert.That((email.Kind, email.UserId, email.Email), Is.EqualTo((EmailKind.VerifyEmail, (Guid?)null, TestData.Email)));
        ports.Users.VerifyNoOtherCalls();
    }

    [TestCase(TestData.Network, true)]
    [TestCase("198.51.100.7", false)]
    public async Task RequestEmailVerification_WhenTheNetworkIsKnown_MarksTheEmail(string network, bool isKnown)
    {
        ports.StoreAttempts(network, tries: 0, succeededAt: TestData.Earlier);
        RequestEmailVerificationHandler handler = new(ports.KnownNetworks(), ports.Outbox.Object, ports.UnitOfWork.Object, ports.Clock);

        await handler.Handle(new RequestEmailVerificationCommand(TestData.Email), default);

        Assert.That(ports.Saved.Emails.Single().IsFromKnownNetwork, Is.EqualTo(isKnown));
    }
}
