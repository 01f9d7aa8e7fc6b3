using CleanAuth.Application.CurrentUser.RestoreCurrentUser;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Links;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace CleanAuth.Application.UnitTests.CurrentUser.RestoreCurrentUser;

internal sealed class RestoreCurrentUserHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task RestoreCurrentUser_WhenTheLinkIsValid_ActivatesTheAccountAndCancelsItsErasure()
    {
        User user = RegisterDeletedAccount();
        string secret = ports.Store(user, LinkPurpose.RestoreAccount);

        await Handler().Handle(new RestoreCurrentUserCommand(secret), default);

        Assert.That((user.IsActive, user.EraseAt), Is.EqualTo((true, (DateTimeOffset?)null)));
        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.Activated, user.Id)]));
    }

    // A thief who knew the password may have deleted the account.
    [Test]
    public async Task RestoreCurrentUser_WhenTheLinkIsValid_VoidsThePasswordAndSendsAResetLink()
    {
        User user = RegisterDeletedAccount();
        int epoch = user.Epoch;
        string secret = ports.Store(user, LinkPurpose.RestoreAccount);

        await Handler().Handle(new RestoreCurrentUserCommand(secret), default);

        OutgoingEmail email = ports.Saved.Emails.Single();
        using IDisposable scope = Assert.EnterMultipleScope();
        Assert.That(user.HasPassword(), Is.False);
        Assert.That(user.Epoch, Is.GreaterThan(epoch));
        Assert.That((email.Kind, email.UserId), Is.EqualTo((EmailKind.ResetPassword, (Guid?)user.Id)));
        ports.AttemptCounters.Verify(counters => counters.DeleteKnownNetworksAsync(user.Id, It.IsAny<CancellationToken>()), Times.Once);
    }

    // The owner of the previous address may need the link against a thief who changed the address.
    [Test]
    public async Task RestoreCurrentUser_WhenTheAddressWasVerifiedBefore_KeepsTheUndoLinks()
    {
        User user = RegisterDeletedAccount();
        string secret = ports.Store(user, LinkPurpose.RestoreAccount);

        await Handler().Handle(new RestoreCurrentUserCommand(secret), default);

        ports.Links.Verify(links => links.DeleteAllAsync(It.IsAny<Guid>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    // Staff replaced the address, so the new one is not verified: the previous address must not restore the account.
    [Test]
    public void RestoreCurrentUser_WhenTheAddressWasChangedSince_IsRefused()
    {
        User user = RegisterDeletedAccount();
        string secret = ports.Store(user, LinkPurpose.RestoreAccount);
        user.ChangeEmail("countess@example.com", TestData.Now);

        AssertRefused(secret);
        Assert.That(user.IsActive, Is.False);
    }

    // Accounts that an earlier version deleted may have an unverified address.
    [Test]
    public async Task RestoreCurrentUser_WhenTheAddressIsProvenForTheFirstTime_RevokesEverythingOlder()
    {
        User user = ports.Register(TestData.NewUser());
        user.RecordLogin(TestData.Earlier);
        user.ScheduleErasure(TestData.Now.AddDays(14), TestData.Earlier);
        string secret = ports.Store(user, LinkPurpose.RestoreAccount);

        await Handler().Handle(new RestoreCurrentUserCommand(secret), default);

        Assert.That((user.IsEmailVerified, user.HasPassword()), Is.EqualTo((true, false)));
        ports.Links.Verify(links => links.DeleteAllAsync(user.Id, It.IsAny<CancellationToken>()), Times.Once);
        Assert.That(ports.Saved.Emails.Select(email => email.Kind), Is.EqualTo([EmailKind.AccountSecured, EmailKind.ResetPassword]));
    }

    [Test]
    public void RestoreCurrentUser_WhenTheLinkIsForAnotherPurpose_IsRefused()
    {
        User user = RegisterDeletedAccount();
        string secret = ports.Store(user, LinkPurpose.ReportSession);

        AssertRefused(secret);
        Assert.That(user.IsActive, Is.False);
    }

    // Staff have deactivated the account, or it was activated and deleted again: the epoch has grown in both cases.
    [Test]
    public void RestoreCurrentUser_WhenTheAccountWasDeactivatedAgainSince_IsRefused()
    {
        User user = RegisterDeletedAccount();
        string secret = ports.Store(user, LinkPurpose.RestoreAccount);
        user.Activate(TestData.Now);
        user.Deactivate(TestData.Now);

        AssertRefused(secret);
        Assert.That(user.IsActive, Is.False);
    }

    private void AssertRefused(string secret)
    {
        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => Handler().Handle(new RestoreCurrentUserCommand(secret), default));

        Assert.That(refusal!.Errors[AccountLinkRedeemer.FieldName], Is.EqualTo([AccountLinkRedeemer.Invalid]));
        Assert.That(ports.Saves, Is.Zero);
    }

    private User RegisterDeletedAccount()
    {
        User user = ports.Register(TestData.NewUser());
        user.VerifyEmail(TestData.Earlier);
        user.RecordLogin(TestData.Earlier);
        user.ScheduleErasure(TestData.Now.AddDays(14), TestData.Earlier);
        return user;
    }

    private RestoreCurrentUserHandler Handler() =>
        new(
            ports.AccountLinkRedeemer(),
            ports.AccountActivation(),
            ports.EmailOwnershipRecorder(),
            ports.AttemptCounters.Object,
            ports.Outbox.Object,
            ports.Clock,
            NullLogger<RestoreCurrentUserHandler>.Instance);
}
