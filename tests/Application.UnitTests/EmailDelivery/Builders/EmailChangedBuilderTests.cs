using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using Moq;

namespace CleanAuth.Application.UnitTests.EmailDelivery.Builders;

internal sealed class EmailChangedBuilderTests
{
    private readonly EmailPreparation preparation = new();

    [Test]
    public async Task Build_WhenTheAddressWasChanged_SendsThePreviousOneALinkToUndoIt()
    {
        User user = preparation.Ports.Register(TestData.NewUser("new@example.com"));

        EmailModel? model = await preparation.PrepareAsync(EmailAboutChange(user));

        AccountLink link = preparation.SavedLink;
        Assert.Multiple(() =>
        {
            Assert.That(model!.To, Is.EqualTo(TestData.Email));
            Assert.That(model.Email, Is.EqualTo("new@example.com"));
            Assert.That(link.Purpose, Is.EqualTo(LinkPurpose.UndoEmailChange));
            Assert.That(link.Email, Is.EqualTo(TestData.Email));
            Assert.That(link.CreatedAt, Is.EqualTo(user.UpdatedAt));
            Assert.That(link.ExpiresAt, Is.EqualTo(TestData.Now.AddDays(7)));
        });
    }

    [Test]
    public async Task Build_WhenItIsANotice_HasNoLink()
    {
        User user = preparation.Ports.Register(TestData.NewUser("new@example.com"));

        EmailModel? model = await preparation.PrepareAsync(EmailAboutChange(user, isNotice: true));

        Assert.Multiple(() =>
        {
            Assert.That(model!.Username, Is.EqualTo(user.Username));
            Assert.That(model.Link, Is.Null);
            Assert.That(preparation.Ports.Saved.Links, Is.Empty);
        });
    }

    // The undo of an earlier change may delete the email before this use case locks the account.
    [Test]
    public async Task Build_WhenTheEmailIsDeletedMeanwhile_CreatesNoLink()
    {
        User user = preparation.Ports.Register(TestData.NewUser("new@example.com"));
        OutgoingEmail email = EmailAboutChange(user);
        preparation.Ports.Outbox.SetupSequence(outbox => outbox.ReadAsync(email.Id, It.IsAny<CancellationToken>()))
            .ReturnsAsync(email)
            .ReturnsAsync((OutgoingEmail?)null);

        EmailModel? model = await preparation.PrepareAsync(email.Id);

        Assert.Multiple(() =>
        {
            Assert.That(model, Is.Null);
            Assert.That(preparation.Ports.Saved.Links, Is.Empty);
        });
    }

    [Test]
    public async Task Build_WhenTheAccountWasDeleted_NotifiesThePreviousAddressInItsLanguageWithoutALink()
    {
        User user = TestData.NewUser("new@example.com");
        user.ChangeLanguage("de", TestData.Now);

        EmailModel? model = await preparation.PrepareAsync(EmailAboutChange(user));

        Assert.Multiple(() =>
        {
            Assert.That(model!.To, Is.EqualTo(TestData.Email));
            Assert.That(model.Username, Is.Empty);
            Assert.That(model.Language, Is.EqualTo("de"));
            Assert.That(model.Link, Is.Null);
        });
    }

    private static OutgoingEmail EmailAboutChange(User user, bool isNotice = false) => OutgoingEmail.AboutChange(
        user, EmailKind.EmailChanged, TestData.Email, isNotice, isOfUnverifiedAddress: false, TestData.Now);
}
