using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.UnitTests.EmailDelivery.PrepareEmail;

/// <summary>Tests of <c>PrepareEmailHandler</c> for several kinds of email.</summary>
internal sealed class PrepareEmailHandlerTests
{
    private readonly EmailPreparation preparation = new();

    [Test]
    public async Task Prepare_WhenTheEmailWasDeleted_ReturnsNullAndSavesNothing()
    {
        EmailModel? model = await preparation.PrepareAsync(Guid.NewGuid());

        Assert.Multiple(() =>
        {
            Assert.That(model, Is.Null);
            Assert.That(preparation.Ports.Saves, Is.Zero);
        });
    }

    [TestCaseSource(typeof(EmailPreparation), nameof(EmailPreparation.RequestedByAnyone))]
    public async Task Prepare_WhenTheAddressHasNoAccount_ReturnsNull(EmailKind kind) =>
        Assert.That(await preparation.PrepareAsync(OutgoingEmail.ToAddress("nobody@example.com", kind, TestData.Now, "subject")), Is.Null);

    [TestCaseSource(typeof(EmailPreparation), nameof(EmailPreparation.RequestedByAnyone))]
    public async Task Prepare_WhenTheAccountIsDeactivated_ReturnsNull(EmailKind kind)
    {
        User user = preparation.Ports.Register(TestData.NewUser(isActive: false));

        Assert.That(await preparation.PrepareAsync(OutgoingEmail.ToAddress(user.Email, kind, TestData.Now, "subject")), Is.Null);
    }
}
