using CleanAuth.Application.Accounts;
using CleanAuth.Application.EmailAddresses.ConfirmEmailChange;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.EmailAddresses.ConfirmEmailChange;

internal sealed class ConfirmEmailChangeHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task ConfirmEmailChange_WhenTheLinkIsValid_ChangesTheAddressAndNotifiesThePreviousOne()
    {
        (User user, string secret) = Request("countess@example.com");

        await Handler().Handle(Command(secret, user), default);

        Assert.That((user.Email, user.IsEmailVerified, user.PendingEmail), Is.EqualTo(("countess@example.com", true, (string?)null)));
        Assert.That(
            ports.Saved.Emails.Select(email => (email.Kind, email.UserId, email.Email)),
            Is.EqualTo([(EmailKind.EmailChanged, (Guid?)user.Id, TestData.Email)]));
        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.EmailChanged, user.Id)]));
    }

    [Test]
    public void ConfirmEmailChange_WhenAnotherAddressIsPendingMeanwhile_IsRefused()
    {
        (User user, string secret) = Request("countess@example.com");
        user.RequestEmailChange("mallory@example.com", TestData.Earlier);

        AssertRefused(secret, user);
        Assert.That(user.Email, Is.EqualTo(TestData.Email));
    }

    [Test]
    public void ConfirmEmailChange_WhenThePasswordChangesMeanwhile_IsRefused()
    {
        (User user, string secret) = Request("countess@example.com");
        user.ReplacePassword("another hash", TestData.Earlier);

        AssertRefused(secret, user);
    }

    // Only the unique index detects it, at the save.
    [Test]
    public void ConfirmEmailChange_WhenTheAddressIsTakenMeanwhile_IsRefusedWithTheSameError()
    {
        (User user, string secret) = Request("countess@example.com");
        ports.FailSaving(AccountErrors.EmailTaken());

        AssertRefused(secret, user);
    }

    private (User User, string Secret) Request(string email)
    {
        User user = ports.Register(TestData.NewUser());
        user.RequestEmailChange(email, TestData.Earlier);
        return (user, ports.Store(user, LinkPurpose.ConfirmEmailChange, email));
    }

    private void AssertRefused(string secret, User user)
    {
        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => Handler().Handle(Command(secret, user), default));

        Assert.That(refusal!.Errors.Keys, Is.EqualTo(["token"]));
        Assert.That(ports.Saves, Is.Zero);
    }

    private static ConfirmEmailChangeCommand Command(string secret, User caller) => new(secret, default) { CallerId = caller.Id };

    private ConfirmEmailChangeHandler Handler() => new(
        ports.AddressBinder(),
        ports.EmailChanger(),
        ports.Clock,
        NullLogger<ConfirmEmailChangeHandler>.Instance);
}
