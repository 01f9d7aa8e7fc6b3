using CleanAuth.Application.EmailAddresses.VerifyEmail;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Links;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.EmailAddresses.VerifyEmail;

internal sealed class VerifyEmailHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task VerifyEmail_WhenTheLinkIsValid_VerifiesTheAddressAndAddsASecurityEvent()
    {
        User user = ports.Register(TestData.NewUser());
        user.ExpireUnlessVerified(TestData.Now.AddDays(1));
        string secret = ports.Store(user, LinkPurpose.VerifyEmail);

        await Handler().Handle(Command(secret, user), default);

        Assert.That((user.EmailVerifiedAt, user.EraseAt), Is.EqualTo(((DateTimeOffset?)TestData.Now, (DateTimeOffset?)null)));
        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.EmailVerified, user.Id)]));
    }

    [Test]
    public void VerifyEmail_WhenTheAddressChangesMeanwhile_IsRefused()
    {
        User user = ports.Register(TestData.NewUser());
        string secret = ports.Store(user, LinkPurpose.VerifyEmail);
        user.ChangeEmail("countess@example.com", TestData.Earlier);

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => Handler().Handle(Command(secret, user), default));

        Assert.That(refusal!.Errors["token"], Is.EqualTo(["The link is invalid or has expired."]));
        Assert.That((user.IsEmailVerified, ports.Saves), Is.EqualTo((false, 0)));
    }

    [TestCase(LinkPurpose.ResetPassword)]
    [TestCase(LinkPurpose.UndoEmailChange)]
    public void VerifyEmail_WhenTheLinkIsForAnotherPurpose_IsRefused(LinkPurpose purpose)
    {
        User user = ports.Register(TestData.NewUser());
        string secret = ports.Store(user, purpose);

        Assert.ThrowsAsync<InvalidInputException>(() => Handler().Handle(Command(secret, user), default));

        Assert.That(ports.Saves, Is.Zero);
    }

    private static VerifyEmailCommand Command(string secret, User caller) => new(secret, default) { CallerId = caller.Id };

    private VerifyEmailHandler Handler() => new(
        ports.AddressBinder(),
        ports.Events.Object,
        ports.Clock,
        NullLogger<VerifyEmailHandler>.Instance);
}
