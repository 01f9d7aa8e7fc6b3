using CleanAuth.Application.Accounts;
using CleanAuth.Application.Login.RequestLoginCode;
using CleanAuth.Domain;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Login;

namespace CleanAuth.Application.UnitTests.Login.RequestLoginCode;

internal sealed class RequestLoginCodeHandlerTests
{
    private readonly Ports ports = new();

    [TestCase(TestData.Email)]
    [TestCase("nobody@example.com")]
    public async Task RequestLoginCode_WhenGivenAnyAddress_StoresARequestAndAnEmailAndReadsNoAccount(string address)
    {
        ports.Register(TestData.NewUser());

        LoginCodeDto dto = await Handler().Handle(new RequestLoginCodeCommand(address), default);

        LoginCode request = ports.Saved.LoginCodes.Single();
        OutgoingEmail email = ports.Saved.Emails.Single();
        Assert.That(dto.Nonce, Has.Length.EqualTo(43));
        Assert.That(
            (request.Id, request.UserId, request.ExpiresAt),
            Is.EqualTo((RandomSecret.HashOf(dto.Nonce), (Guid?)null, TestData.Now.AddMinutes(7))));
        Assert.That(
            (email.Kind, email.UserId, email.Email, email.Subject),
            Is.EqualTo((EmailKind.LoginCode, (Guid?)null, address, request.Id)));
        Assert.That(ports.Saves, Is.EqualTo(1));
        Assert.That(ports.Users.Invocations, Is.Empty);
    }

    [TestCase(TestData.Network, true)]
    [TestCase("198.51.100.7", false)]
    public async Task RequestLoginCode_WhenTheNetworkIsKnown_MarksTheEmail(string network, bool isKnown)
    {
        ports.StoreAttempts(network, tries: 0, succeededAt: TestData.Earlier);

        await Handler().Handle(new RequestLoginCodeCommand(TestData.Email), default);

        Assert.That(ports.Saved.Emails.Single().IsFromKnownNetwork, Is.EqualTo(isKnown));
    }

    private RequestLoginCodeHandler Handler() => new(
        ports.LoginCodes.Object,
        ports.KnownNetworks(),
        ports.Outbox.Object,
        ports.UnitOfWork.Object,
        new AccountOptions { CodeLifetime = TimeSpan.FromMinutes(7) },
        ports.Clock);
}
