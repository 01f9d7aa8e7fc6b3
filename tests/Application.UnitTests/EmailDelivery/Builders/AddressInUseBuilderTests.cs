using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.UnitTests.EmailDelivery.Builders;

internal sealed class AddressInUseBuilderTests
{
    private readonly EmailPreparation preparation = new();

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
