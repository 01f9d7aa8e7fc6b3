using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;

namespace CleanAuth.Application.UnitTests.EmailDelivery.Builders;

internal sealed class AddressInUseBuilderTests
{
    private readonly EmailPreparation preparation = new();

    [Test]
    public async Task Build_WhenTheAddressHasAnAccount_HoldsALinkToThePageOfTheApp()
    {
        User user = preparation.Ports.Register(TestData.NewUser());
        user.RecordLogin(TestData.Earlier);

        EmailModel? model = await preparation.PrepareAsync(OutgoingEmail.ToAddress(user.Email, EmailKind.AddressInUse, TestData.Now));

        AccountLink link = preparation.SavedLink;
        string[] parts = model!.Link!.Split('=');
        Assert.Multiple(() =>
        {
            Assert.That(model.Kind, Is.EqualTo(EmailKind.AddressInUse));
            Assert.That(model.To, Is.EqualTo(user.Email));
            Assert.That(model.Username, Is.EqualTo(user.Username));
            Assert.That(model.ExpiresAt, Is.EqualTo(link.ExpiresAt));
            Assert.That(link.Purpose, Is.EqualTo(LinkPurpose.ResetPassword));
            Assert.That(link.UserId, Is.EqualTo(user.Id));
            Assert.That(link.ExpiresAt, Is.EqualTo(TestData.Now.AddMinutes(30)));
            Assert.That(parts[0], Is.EqualTo("https://app.example.com/reset-password#token"));
            Assert.That(RandomSecret.HashOf(parts[1]), Is.EqualTo(link.Id));
        });
    }

    // Only the recipient's use of the link may change the account.
    [Test]
    public async Task Build_WhenTheAddressIsRegisteredAgain_DoesNotChangeTheAccount()
    {
        User user = preparation.Ports.Register(TestData.NewUser());

        await preparation.PrepareAsync(OutgoingEmail.ToAddress(user.Email, EmailKind.AddressInUse, TestData.Now));

        Assert.Multiple(() =>
        {
            Assert.That(user.PasswordHash, Is.EqualTo(TestData.PasswordHash));
            Assert.That(user.Epoch, Is.Zero);
            Assert.That(preparation.Ports.Accounts.Locked, Is.Empty);
        });
    }
}
