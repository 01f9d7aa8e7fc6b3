using CleanAuth.Application.Admin;
using CleanAuth.Application.Admin.Users.SendAccountLink;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using MediatR;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.Admin.Users.SendAccountLink;

internal sealed class SendAccountLinkHandlerTests
{
    private readonly Ports ports = new();

    [TestCase(OwnersLink.Verification, EmailKind.VerifyEmail)]
    [TestCase(OwnersLink.PasswordReset, EmailKind.ResetPassword)]
    public async Task SendAccountLink_WhenTheAccountIsActive_SendsTheLinkAndAddsASecurityEvent(OwnersLink link, EmailKind kind)
    {
        User owner = ports.Register(TestData.NewUser());

        await HandleAsync(owner.Id, link, Staff.WithPermissions());

        OutgoingEmail mail = ports.Saved.Mails.Single();
        Assert.That((mail.Kind, mail.UserId, mail.DueAt), Is.EqualTo((kind, (Guid?)owner.Id, (DateTimeOffset?)TestData.Now)));
        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.LinkSent, owner.Id)]));
    }

    [TestCase(OwnersLink.Verification)]
    [TestCase(OwnersLink.PasswordReset)]
    public void SendAccountLink_WhenTheAccountIsDeactivated_IsRefused(OwnersLink link)
    {
        User owner = ports.Register(TestData.NewUser(isActive: false));

        AssertRefused(owner, link, "The account is deactivated: its links would not work.");
    }

    [Test]
    public void SendAccountLink_WhenTheAddressIsVerified_IsRefused()
    {
        User owner = ports.Register(TestData.NewUser());
        owner.VerifyEmail(TestData.Now);

        AssertRefused(owner, OwnersLink.Verification, "The address is verified already.");
    }

    [Test]
    public void SendAccountLink_WhenTheAccountIsUnknown_IsNotFound() =>
        Assert.ThrowsAsync<NotFoundException>(() => HandleAsync(Guid.NewGuid(), OwnersLink.PasswordReset, Staff.Superuser()));

    [TestCaseSource(typeof(StaffAccounts), nameof(StaffAccounts.All))]
    public void SendAccountLink_WhenTheAccountIsStaff_RequiresASuperuser(User owner)
    {
        ports.Register(owner);

        Assert.ThrowsAsync<PermissionDeniedException>(() => HandleAsync(owner.Id, OwnersLink.PasswordReset, Staff.WithPermissions()));
        Assert.That(ports.Saves, Is.Zero);
        Assert.DoesNotThrowAsync(() => HandleAsync(owner.Id, OwnersLink.PasswordReset, Staff.Superuser()));
    }

    private void AssertRefused(User owner, OwnersLink link, string message)
    {
        InvalidInputException? refusal =
            Assert.ThrowsAsync<InvalidInputException>(() => HandleAsync(owner.Id, link, Staff.WithPermissions()));

        Assert.That(refusal!.Errors["error"], Is.EqualTo([message]));
        Assert.That(ports.Saves, Is.Zero);
    }

    private Task<Unit> HandleAsync(Guid userId, OwnersLink link, CurrentStaff staff)
    {
        ports.ActAs(staff);
        return new SendAccountLinkHandler(
            ports.Outbox.Object,
            ports.Events.Object,
            ports.StaffUpdates(),
            ports.Clock,
            NullLogger<SendAccountLinkHandler>.Instance).Handle(new SendAccountLinkCommand(Staff.Id, userId, link), default);
    }
}
