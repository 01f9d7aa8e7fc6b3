using System.Runtime.CompilerServices;
using CleanAuth.Application.EmailDelivery;
using CleanAuth.Application.EmailDelivery.Builders;
using CleanAuth.Domain;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.Application.UnitTests.EmailDelivery.Builders;

internal sealed class EmailBuilderTests
{
    [Test]
    public void Builders_WhenRegistered_AreOneForEachKind()
    {
        IEnumerable<Type> builders = new ServiceCollection()
            .AddEmailDelivery()
            .Where(service => service.ServiceType == typeof(IEmailBuilder))
            .Select(service => service.ImplementationType!);

        IEnumerable<EmailKind> kinds = builders.Select(builder => ((IEmailBuilder)RuntimeHelpers.GetUninitializedObject(builder)).Kind);

        Assert.That(kinds, Is.EquivalentTo(Enum.GetValues<EmailKind>()));
    }

    [TestCase(EmailKind.AddressInUse, LinkPurpose.ResetPassword, 30, "reset-password")]
    [TestCase(EmailKind.ResetPassword, LinkPurpose.ResetPassword, 30, "reset-password")]
    [TestCase(EmailKind.VerifyEmail, LinkPurpose.VerifyEmail, 24 * 60, "verify-email")]
    public async Task Build_WhenTheAddressHasAnAccount_HoldsALinkToThePageOfTheApp(
        EmailKind kind,
        LinkPurpose purpose,
        int minutes,
        string page)
    {
        EmailPreparation preparation = new();
        User user = preparation.Ports.Register(TestData.NewUser());
        user.RecordLogin(TestData.Earlier);

        EmailModel? model = await preparation.PrepareAsync(OutgoingEmail.ToAddress(user.Email, kind, TestData.Now));

        AccountLink link = preparation.SavedLink;
        string[] parts = model!.Link!.Split('=');
        Assert.Multiple(() =>
        {
            Assert.That(model.Kind, Is.EqualTo(kind));
            Assert.That(model.To, Is.EqualTo(user.Email));
            Assert.That(model.Username, Is.EqualTo(user.Username));
            Assert.That(model.ExpiresAt, Is.EqualTo(link.ExpiresAt));
            Assert.That(link.Purpose, Is.EqualTo(purpose));
            Assert.That(link.UserId, Is.EqualTo(user.Id));
            Assert.That(link.ExpiresAt, Is.EqualTo(TestData.Now.AddMinutes(minutes)));
            Assert.That(parts[0], Is.EqualTo($"https://app.example.com/{page}#token"));
            Assert.That(RandomSecret.HashOf(parts[1]), Is.EqualTo(link.Id));
        });
    }

    [TestCase(EmailKind.AccountSecured)]
    [TestCase(EmailKind.PasswordChanged)]
    public async Task Build_WhenTheAccountIsActive_NotifiesTheOwnerWithoutALink(EmailKind kind)
    {
        EmailPreparation preparation = new();
        User user = preparation.Ports.Register(TestData.NewUser());

        EmailModel? model = await preparation.PrepareAsync(OutgoingEmail.To(user, kind, TestData.Now));

        Assert.Multiple(() =>
        {
            Assert.That(model!.Kind, Is.EqualTo(kind));
            Assert.That(model.To, Is.EqualTo(user.Email));
            Assert.That(model.Link, Is.Null);
            Assert.That(model.At, Is.EqualTo(TestData.Now));
            Assert.That(model.ForgottenPassword, Is.EqualTo("https://app.example.com/forgot-password"));
        });
    }

    [TestCase(EmailKind.AccountSecured)]
    [TestCase(EmailKind.PasswordChanged)]
    public async Task Build_WhenTheAccountIsDeactivated_ReturnsNull(EmailKind kind)
    {
        EmailPreparation preparation = new();
        User user = preparation.Ports.Register(TestData.NewUser(isActive: false));

        Assert.That(await preparation.PrepareAsync(OutgoingEmail.To(user, kind, TestData.Now)), Is.Null);
    }
}
