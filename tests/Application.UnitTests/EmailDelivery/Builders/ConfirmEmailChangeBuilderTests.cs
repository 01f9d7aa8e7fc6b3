using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;

namespace CleanAuth.Application.UnitTests.EmailDelivery.Builders;

internal sealed class ConfirmEmailChangeBuilderTests
{
    private const string NewAddress = "new@example.com";

    private readonly EmailPreparation preparation = new();

    [Test]
    public async Task Build_WhenAChangeIsPending_AsksTheNewAddress()
    {
        User user = preparation.Ports.Register(TestData.NewUser());
        user.RequestEmailChange(NewAddress, TestData.Now);

        EmailModel? model = await PrepareAsync(user, NewAddress);

        Assert.Multiple(() =>
        {
            Assert.That(model!.Kind, Is.EqualTo(EmailKind.ConfirmEmailChange));
            Assert.That(model.To, Is.EqualTo(NewAddress));
            Assert.That(preparation.SavedLink.Email, Is.EqualTo(NewAddress));
            Assert.That(preparation.SavedLink.Purpose, Is.EqualTo(LinkPurpose.ConfirmEmailChange));
        });
    }

    [Test]
    public async Task Build_WhenAnotherAddressIsPendingNow_ReturnsNull()
    {
        User user = preparation.Ports.Register(TestData.NewUser());
        user.RequestEmailChange("third@example.com", TestData.Now);

        Assert.That(await PrepareAsync(user, NewAddress), Is.Null);
    }

    [Test]
    public async Task Build_WhenTheNewAddressHasAnAccount_NotifiesItsHolderOnly()
    {
        User user = preparation.Ports.Register(TestData.NewUser());
        User holder = preparation.Ports.Register(TestData.NewUser("bob@example.com", "bob"));
        user.RequestEmailChange(holder.Email, TestData.Now);

        EmailModel? model = await PrepareAsync(user, holder.Email);

        Assert.Multiple(() =>
        {
            Assert.That(model!.Kind, Is.EqualTo(EmailKind.AddressInUse));
            Assert.That(model.To, Is.EqualTo(holder.Email));
            Assert.That(model.Username, Is.EqualTo(holder.Username));
            Assert.That(model.Link, Is.Null);
        });
    }

    [Test]
    public async Task Build_WhenTheHolderOfTheNewAddressIsDeactivated_ReturnsNull()
    {
        User user = preparation.Ports.Register(TestData.NewUser());
        User holder = preparation.Ports.Register(TestData.NewUser("bob@example.com", "bob", isActive: false));
        user.RequestEmailChange(holder.Email, TestData.Now);

        Assert.That(await PrepareAsync(user, holder.Email), Is.Null);
    }

    private Task<EmailModel?> PrepareAsync(User user, string address) =>
        preparation.PrepareAsync(OutgoingEmail.About(user, EmailKind.ConfirmEmailChange, address, TestData.Now));
}
