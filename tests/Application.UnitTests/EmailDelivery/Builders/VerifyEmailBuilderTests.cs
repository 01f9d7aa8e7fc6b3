using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;

namespace CleanAuth.Application.UnitTests.EmailDelivery.Builders;

internal sealed class VerifyEmailBuilderTests
{
    private readonly EmailPreparation preparation = new();

    [Test]
    public async Task Build_WhenTheAddressHasAnAccount_HoldsALinkToThePageOfTheApp()
    {
        User user = preparation.Ports.Register(TestData.NewUser());
        user.RecordLogin(TestData.Earlier);

        EmailModel? model = await preparation.PrepareAsync(OutgoingEmail.ToAddress(user.Email, EmailKind.VerifyEmail, TestData.Now));

        AccountLink link = preparation.SavedLink;
        string[] parts = model!.Link!.Split('=');
        Assert.Multiple(() =>
        {
            Assert.That(model.Kind, Is.EqualTo(EmailKind.VerifyEmail));
            Assert.That(model.To, Is.EqualTo(user.Email));
            Assert.That(model.Username, Is.EqualTo(user.Username));
            Assert.That(model.ExpiresAt, Is.EqualTo(link.ExpiresAt));
            Assert.That(link.Purpose, Is.EqualTo(LinkPurpose.VerifyEmail));
            Assert.That(link.UserId, Is.EqualTo(user.Id));
            Assert.That(link.ExpiresAt, Is.EqualTo(TestData.Now.AddMinutes(24 * 60)));
            Assert.That(parts[0], Is.EqualTo("https://app.example.com/verify-email#token"));
            Assert.That(RandomSecret.HashOf(parts[1]), Is.EqualTo(link.Id));
        });
    }

    [Test]
    public async Task Build_WhenTheAddressIsVerified_ReturnsNull()
    {
        User user = preparation.Ports.Register(TestData.NewVerifiedUser());

        Assert.That(await preparation.PrepareAsync(OutgoingEmail.ToAddress(user.Email, EmailKind.VerifyEmail, TestData.Now)), Is.Null);
    }
}
