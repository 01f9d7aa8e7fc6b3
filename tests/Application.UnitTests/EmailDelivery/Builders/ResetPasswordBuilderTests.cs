using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;

namespace CleanAuth.Application.UnitTests.EmailDelivery.Builders;

internal sealed class ResetPasswordBuilderTests
{
    private readonly EmailPreparation preparation = new();

    [Test]
    public async Task Build_WhenTheAddressHasAnAccount_HoldsALinkToThePageOfTheApp()
    {
        User user = preparation.Ports.Register(TestData.NewUser());
        user.RecordLogin(TestData.Earlier);

        EmailModel? model = await preparation.PrepareAsync(OutgoingEmail.ToAddress(user.Email, EmailKind.ResetPassword, TestData.Now));

        AccountLink link = preparation.SavedLink;
        string[] parts = model!.Link!.Split('=');
        Assert.Multiple(() =>
        {
            Assert.That(model.Kind, Is.EqualTo(EmailKind.ResetPassword));
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

    [Test]
    public async Task Build_WhenStrangersUsedUpTheLimit_StillSendsWhatOwnerOrStaffRequested()
    {
        User user = preparation.Ports.Register(TestData.NewUser());
        preparation.StoreLinks(user, 5);

        EmailModel? model = await preparation.PrepareAsync(OutgoingEmail.To(user, EmailKind.ResetPassword, TestData.Now));

        Assert.That(model?.Link, Is.Not.Null);
    }
}
