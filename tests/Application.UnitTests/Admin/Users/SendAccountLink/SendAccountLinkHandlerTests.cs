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

    [TestCase(AccountLinkKind.Verification, EmailKind.VerifyEmail)]
    [TestCase(AccountLinkKind.PasswordReset, EmailKind.ResetPassword)]
    public async Task SendAccountLink_WhenTheAccountIsActive_SendsTheLinkAndAddsASecurityEvent(AccountLinkKind link, EmailKind kind)
    {
        User owner = ports.Register(TestData.NewUser());

        await HandleAsync(owner.Id, link, Staff.WithPermissions());

        OutgoingEmail email = ports.Saved.Emails.Single();
        Assert.That((email.Kind, email.UserId, email.DueAt), Is.EqualTo((kind, (Guid?)owner.Id, (DateTimeOffset?)TestData.Now)));
        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.LinkSent, owner.Id)]));
    }

    [TestCase(AccountLinkKind.Verification)]
    [TestCase(AccountLinkKind.PasswordReset)]
    public void SendAccountLink_WhenTheAccountIsDeactivated_IsRefused(AccountLinkKind link)
    {
        User owner = ports.Register(TestData.NewUser(isActive: false));

        AssertRefused(owner, link, "The account is deactivated: its links would not work.");
    }

    [Test]
    public void SendAccountLink_WhenTheAddressIsVerified_IsRefused()
    {
        User owner = ports.Register(TestData.NewUser());
        owner.VerifyEmail(TestData.Now);

        AssertRefused(owner, AccountLinkKind.Verification, "The address is verified already.");
    }

    [Test]
    public void SendAccountLink_WhenTheAccountIsUnknown_IsNotFound() =>
        Assert.ThrowsAsync<NotFoundException>(() => HandleAsync(Guid.NewGuid(), AccountLinkKind.PasswordReset, Staff.Superuser()));

    [TestCaseSource(typeof(StaffAccounts), nameof(StaffAccounts.All))]
    public void SendAccountLink_WhenTheAccountIsStaff_RequiresASuperuser(User owner)
    {
        ports.Register(owner);

        Assert.ThrowsAsync<PermissionDeniedException>(() => HandleAsync(owner.Id, AccountLinkKind.PasswordReset, Staff.WithPermissions()));
        Assert.That(ports.Saves, Is.Zero);
        Assert.DoesNotThrowAsync(() => HandleAsync(owner.Id, AccountLinkKind.PasswordReset, Staff.Superuser()));
    }

    private void AssertRefused(User owner, AccountLinkKind link, string message)
    {
        InvalidInputException? refusal =
            Assert.ThrowsAsync<InvalidInputException>(() => HandleAsync(owner.Id, link, Staff.WithPermissions()));

        Assert.That(refusal!.Errors["error"], Is.EqualTo([message]));
        Assert.That(ports.Saves, Is.Zero);
    }

    private Task<Unit> HandleAsync(Guid userId, AccountLinkKind link, CurrentStaff staff)
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
