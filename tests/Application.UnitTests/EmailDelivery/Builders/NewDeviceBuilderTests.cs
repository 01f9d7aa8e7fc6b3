using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Sessions;

namespace CleanAuth.Application.UnitTests.EmailDelivery.Builders;

internal sealed class NewDeviceBuilderTests
{
    private readonly EmailPreparation preparation = new();

    [Test]
    public async Task Build_WhenADeviceIsNew_DescribesItAndHoldsALinkThatEndsTheSession()
    {
        User user = preparation.Ports.Register(TestData.NewUser());
        Session session = preparation.Store(TestData.NewSession(user));

        EmailModel? model = await preparation.PrepareAsync(
            OutgoingEmail.To(user, EmailKind.NewDevice, TestData.Now, session.Id.ToString()));

        Assert.Multiple(() =>
        {
            Assert.That(model!.Network, Is.EqualTo(TestData.Network));
            Assert.That(model.Browser, Is.EqualTo("Firefox"));
            Assert.That(model.System, Is.EqualTo("Linux"));
            Assert.That(model.At, Is.EqualTo(session.OpenedAt));
            Assert.That(preparation.SavedLink.Purpose, Is.EqualTo(LinkPurpose.ReportSession));
            Assert.That(preparation.SavedLink.Subject, Is.EqualTo(session.Id.ToString()));
        });
    }

    [Test]
    public async Task Build_WhenTheSessionWasDeleted_ReturnsNull()
    {
        User user = preparation.Ports.Register(TestData.NewUser());

        Assert.That(
            await preparation.PrepareAsync(OutgoingEmail.To(user, EmailKind.NewDevice, TestData.Now, Guid.NewGuid().ToString())),
            Is.Null);
    }
}
