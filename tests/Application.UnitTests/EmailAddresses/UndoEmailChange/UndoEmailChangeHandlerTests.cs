using CleanAuth.Application.EmailAddresses.UndoEmailChange;
using CleanAuth.Application.Errors;
using CleanAuth.Domain;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Sessions;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CleanAuth.Application.UnitTests.EmailAddresses.UndoEmailChange;

internal sealed class UndoEmailChangeHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task UndoEmailChange_WhenTheLinkIsValid_RestoresTheAddressAndEndsEverySession()
    {
        (User user, string secret) = Change();
        Session session = TestData.NewSession(user);
        ports.StubSessions(session);

        await Handler().Handle(new UndoEmailChangeCommand(secret), default);

        Assert.That(
            (user.Email, user.IsEmailVerified, user.PendingEmail, user.HasPassword()),
            Is.EqualTo((TestData.Email, true, (string?)null, false)));
        Assert.That(session.EndReason, Is.EqualTo(SessionEndReason.EmailRestored));
        Assert.That(
            ports.Saved.Revocations, Is.EqualTo([new SavedRevocation(user.Id, user.Epoch, SessionEndReason.EmailRestored, TestData.Now)]));
        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.EmailRestored, user.Id)]));
        Assert.That(
            ports.Saved.Emails.Select(email => (email.Kind, email.UserId, email.Email)),
            Is.EqualTo([(EmailKind.ResetPassword, (Guid?)user.Id, (string?)null)]));
    }

    // A thief has changed the password and the address.
    [Test]
    public async Task UndoEmailChange_WhenThePasswordWasChangedMeanwhile_StillSucceeds()
    {
        (User user, string secret) = Change();
        user.ReplacePassword("the thief's", TestData.Earlier);

        await Handler().Handle(new UndoEmailChangeCommand(secret), default);

        Assert.That(user.Email, Is.EqualTo(TestData.Email));
    }

    [Test]
    public async Task UndoEmailChange_WhenTheThiefDeletedTheAccount_ActivatesIt()
    {
        (User user, string secret) = Change();
        user.RecordLogin(TestData.Earlier);
        user.ScheduleErasure(TestData.Now.AddDays(14), TestData.Now);

        await Handler().Handle(new UndoEmailChangeCommand(secret), default);

        Assert.That((user.IsActive, user.EraseAt), Is.EqualTo((true, (DateTimeOffset?)null)));
    }

    [Test]
    public async Task UndoEmailChange_WhenStaffDeactivatedTheAccount_KeepsItDeactivated()
    {
        (User user, string secret) = Change();
        user.Deactivate(TestData.Earlier);

        await Handler().Handle(new UndoEmailChangeCommand(secret), default);

        Assert.That(user.IsActive, Is.False);
    }

    // An owner whom staff deactivated may have deleted the account before, and may have the link.
    [Test]
    public async Task UndoEmailChange_WhenStaffDeactivatedADeletedAccount_KeepsItDeactivated()
    {
        (User user, string secret) = Change();
        user.RecordLogin(TestData.Earlier);
        user.ScheduleErasure(TestData.Now.AddDays(14), TestData.Earlier);
        user.Deactivate(TestData.Earlier);

        await Handler().Handle(new UndoEmailChangeCommand(secret), default);

        Assert.That(user.IsActive, Is.False);
    }

    [Test]
    public async Task UndoEmailChange_WhenTheLinkIsValid_DeletesTheLinksOfLaterChanges()
    {
        (User user, string secret) = Change();

        await Handler().Handle(new UndoEmailChangeCommand(secret), default);

        ports.Outbox.Verify(
            outbox => outbox.DeleteCreatedAfterAsync(
                user.Id, EmailKind.EmailChanged, TestData.Now, It.IsAny<CancellationToken>()), Times.Once);
        ports.Links.Verify(
            links => links.DeleteCreatedAfterAsync(
                It.Is<AccountLink>(link => link.Id == RandomSecret.HashOf(secret)), It.IsAny<CancellationToken>()),
            Times.Once);
    }

    // A thief who logged in at their address has links there to report sessions.
    [Test]
    public async Task UndoEmailChange_WhenTheLinkIsValid_DeletesLinksAndEmailsToOtherAddresses()
    {
        (User user, string secret) = Change();

        await Handler().Handle(new UndoEmailChangeCommand(secret), default);

        ports.Outbox.Verify(
            outbox => outbox.DeleteForOtherAddressesAsync(user.Id, TestData.Email, It.IsAny<CancellationToken>()), Times.Once);
        ports.Links.Verify(
            links => links.DeleteForOtherAddressesAsync(user.Id, TestData.Email, It.IsAny<CancellationToken>()), Times.Once);
    }

    // An attacker may have changed their own account to the address, and may have the undo link of that change.
    [Test]
    public async Task UndoEmailChange_WhenTheAddressWasNeverVerified_IsTheFirstProofOfIt()
    {
        User user = ports.Register(TestData.NewUser(email: "thief@example.com"));
        user.VerifyEmail(TestData.Earlier);
        string secret = ports.Store(user, LinkPurpose.UndoEmailChange, TestData.Email, isOfUnverifiedAddress: true);
        Session session = TestData.NewSession(user);
        ports.StubSessions(session);

        await Handler().Handle(new UndoEmailChangeCommand(secret), default);

        ports.Links.Verify(links => links.DeleteAllAsync(user.Id, It.IsAny<CancellationToken>()), Times.Once);
        ports.Outbox.Verify(outbox => outbox.DeleteWithLinksAsync(user.Id, It.IsAny<CancellationToken>()), Times.Once);
        ports.AttemptCounters.Verify(counters => counters.DeleteKnownNetworksAsync(user.Id, It.IsAny<CancellationToken>()), Times.Once);
        Assert.That((user.Email, user.IsEmailVerified, user.HasPassword()), Is.EqualTo((TestData.Email, true, false)));
        Assert.That(session.EndReason, Is.EqualTo(SessionEndReason.AccountSecured));
        Assert.That(
            ports.Saved.Events.Select(saved => saved.Kind),
            Is.EqualTo([SecurityEventKind.EmailVerified, SecurityEventKind.AccountSecured, SecurityEventKind.EmailRestored]));
        Assert.That(ports.Saved.Emails.Select(email => email.Kind), Is.EqualTo([EmailKind.AccountSecured, EmailKind.ResetPassword]));
    }

    [Test]
    public async Task UndoEmailChange_WhenAnUnverifiedAccountHasTheAddressNow_DeactivatesThatAccount()
    {
        (User user, string secret) = Change();
        User registrant = ports.Register(TestData.NewUser(username: "mallory"));

        await Handler().Handle(new UndoEmailChangeCommand(secret), default);

        Assert.That(user.Email, Is.EqualTo(TestData.Email));
        Assert.That((registrant.IsActive, registrant.Username), Is.EqualTo((false, "mallory")));
        Assert.That(registrant.Email, Does.EndWith("@decoy.invalid"));
    }

    // Deactivating it again would cancel its scheduled erasure.
    [Test]
    public async Task UndoEmailChange_WhenTheAccountThatHasTheAddressIsDeleted_KeepsTheErasureScheduled()
    {
        (User user, string secret) = Change();
        User registrant = ports.Register(TestData.NewUser(username: "mallory"));
        registrant.RecordLogin(TestData.Earlier);
        registrant.ScheduleErasure(TestData.Now.AddDays(14), TestData.Earlier);

        await Handler().Handle(new UndoEmailChangeCommand(secret), default);

        Assert.That(user.Email, Is.EqualTo(TestData.Email));
        Assert.That((registrant.IsActive, registrant.EraseAt), Is.EqualTo((false, (DateTimeOffset?)TestData.Now.AddDays(14))));
        Assert.That(registrant.Email, Does.EndWith("@decoy.invalid"));
    }

    [TestCase(true, false)]
    [TestCase(false, true)]
    public void UndoEmailChange_WhenAVerifiedOrStaffAccountHasTheAddress_IsRefused(bool isVerified, bool isStaff)
    {
        (_, string secret) = Change();
        User holder = ports.Register(TestData.NewUser(username: "grace"));
        holder.ChangeRights(isStaff, isSuperuser: false, PermissionSet.None, TestData.Earlier);
        if (isVerified)
        {
            holder.VerifyEmail(TestData.Earlier);
        }

        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => Handler().Handle(new UndoEmailChangeCommand(secret), default));

        Assert.That(
            refusal!.Errors["token"],
            Is.EqualTo(["Another account has this email address. Delete that account or change its address, then use this link again."]));
        Assert.That((holder.Email, holder.IsActive, ports.Saves), Is.EqualTo((TestData.Email, true, 0)));
    }

    private (User User, string Secret) Change()
    {
        User user = ports.Register(TestData.NewUser(email: "thief@example.com"));
        return (user, ports.Store(user, LinkPurpose.UndoEmailChange, TestData.Email));
    }

    private UndoEmailChangeHandler Handler() => new(
        ports.AccountLinkRedeemer(),
        ports.EmailChangeUndo(),
        NullLogger<UndoEmailChangeHandler>.Instance);
}
