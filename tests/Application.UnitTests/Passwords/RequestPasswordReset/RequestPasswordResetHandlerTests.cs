using CleanAuth.Application.Passwords.RequestPasswordReset;
using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.UnitTests.Passwords.RequestPasswordReset;

internal sealed class RequestPasswordResetHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task RequestPasswordReset_WhenGivenAnyAddress_StoresAnEmailAndReadsNoAccount()
    {
        RequestPasswordResetHandler handler = new(ports.KnownNetworks(), ports.Outbox.Object, ports.UnitOfWork.Object, ports.Clock);

        await handler.Handle(new RequestPasswordResetCommand(TestData.Email), default);

        OutgoingEmail email = ports.Saved.Emails.Single();
        Assert.That((email.Kind, email.UserId, email.Email), Is.EqualTo((EmailKind.ResetPassword, (Guid?)null, TestData.Email)));
        ports.Users.VerifyNoOtherCalls();
    }

    [TestCase(TestData.Network, true)]
    [TestCase("198.51.100.7", false)]
    public async Task RequestPasswordReset_WhenTheNetworkIsKnown_MarksTheEmail(string network, bool isKnown)
    {
        ports.StoreAttempts(network, tries: 0, succeededAt: TestData.Earlier);
        RequestPasswordResetHandler handler = new(ports.KnownNetworks(), ports.Outbox.Object, ports.UnitOfWork.Object, ports.Clock);

        await handler.Handle(new RequestPasswordResetCommand(TestData.Email), default);

        Assert.That(ports.Saved.Emails.Single().IsFromKnownNetwork, Is.EqualTo(isKnown));
    }
}
