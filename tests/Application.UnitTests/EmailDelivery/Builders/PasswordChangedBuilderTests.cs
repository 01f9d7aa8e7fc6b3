using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.UnitTests.EmailDelivery.Builders;

internal sealed class PasswordChangedBuilderTests
{
    private readonly EmailPreparation preparation = new();

    [Test]
    public async Task Build_WhenTheAccountIsActive_NotifiesTheOwnerWithoutALink()
    {
        User user = preparation.Ports.Register(TestData.NewUser());

        EmailModel? model = await preparation.PrepareAsync(OutgoingEmail.To(user, EmailKind.PasswordChanged, TestData.Now));

        Assert.Multiple(() =>
        {
            Assert.That(model!.Kind, Is.EqualTo(EmailKind.PasswordChanged));
            Assert.That(model.To, Is.EqualTo(user.Email));
            Assert.That(model.Link, Is.Null);
            Assert.That(model.At, Is.EqualTo(TestData.Now));
            Assert.That(model.ForgottenPassword, Is.EqualTo("https://app.example.com/forgot-password"));
        });
    }

    [Test]
    public async Task Build_WhenTheAccountIsDeactivated_ReturnsNull()
    {
        User user = preparation.Ports.Register(TestData.NewUser(isActive: false));

        Assert.That(await preparation.PrepareAsync(OutgoingEmail.To(user, EmailKind.PasswordChanged, TestData.Now)), Is.Null);
    }
}
